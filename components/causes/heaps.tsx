import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'

type Heap = { readonly organisation: string; readonly name: string; readonly automatic: boolean; readonly count: number }

/** Where many questions are about the same organisation: each leads to the form with it filled in. */
export function Heaps({ heaps }: { readonly heaps: readonly Heap[] }) {
  const t = useTranslations('causes')
  return (
    <Section title={t('heaps.title')} lead={t('heaps.lead')}>
      {heaps.length === 0 && <p>{t('heaps.none')}</p>}
      <ul className="grid gap-1">
        {heaps.map(({ organisation, name, automatic, count }) => (
          <li key={`${organisation} ${automatic}`}>
            <a
              href={`/support/causes?${new URLSearchParams({ organisation, automatic: automatic ? 'yes' : 'no' })}#new`}
              className="inline-flex min-h-8 items-center"
            >
              {t('heaps.one', { organisation: name, automatic: automatic ? 'yes' : 'no', count })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
