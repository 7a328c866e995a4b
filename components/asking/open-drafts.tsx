import { useTranslations } from 'next-intl'

type Props = { readonly drafts: readonly { readonly id: string; readonly entries: readonly number[] }[]; readonly pages: string }

/** The ways back to questions that were begun and not sent. */
export function OpenDrafts({ drafts, pages }: Props) {
  const t = useTranslations('asking.draft')
  if (drafts.length === 0) return null
  return (
    <ul aria-label={t('label')} className="mb-4 grid gap-1 print:hidden">
      {drafts.map(({ id, entries }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 rounded-xl border border-line bg-surface px-4 py-1">
          <span>{t('open', { count: entries.length })}</span>
          <a href={`${pages}/draft/${id}`} className="inline-flex min-h-11 items-center font-semibold">
            {t('goOn')}
          </a>
        </li>
      ))}
    </ul>
  )
}
