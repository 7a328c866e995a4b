import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { Icon } from '#components/ui/icon.tsx'

/** Files to keep, so that a later answer can be compared with today's. */
export function Downloads({ logUrl }: { readonly logUrl: string }) {
  const t = useTranslations('transparency.downloads')
  const files = [
    ['trust', '/trust.json'],
    ['checkpoint', `${logUrl}/checkpoint`],
    ['policy', `${logUrl}/policy`],
    ['status', '/api/status'],
  ] as const
  return (
    <Section id="downloads" title={t('title')} lead={t('lead')}>
      <ul className="overflow-clip rounded-2xl border border-line bg-surface">
        {files.map(([file, href]) => (
          <li key={file} className="flex gap-4 border-t border-line px-5 py-4 first:border-t-0 sm:px-6">
            <Icon name="document" className="mt-0.5 size-5 text-accent" />
            <div className="min-w-0">
              <a href={href} className="font-semibold">
                {t(`${file}.title`)}
              </a>
              <p className="text-muted">{t(`${file}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
