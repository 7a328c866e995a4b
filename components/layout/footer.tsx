import { useTranslations } from 'next-intl'

const PAGES = ['transparency', 'status', 'trust', 'verify'] as const

type Props = { readonly operator: string; readonly contact: string; readonly demo: boolean }

export function Footer({ operator, contact, demo }: Props) {
  const t = useTranslations('layout')
  return (
    <footer className="mt-auto border-t border-line bg-surface text-muted">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap justify-between gap-x-8 gap-y-2 px-4 py-6 sm:px-6">
        <p>{t('operatedBy', { operator })}</p>
        <p>
          {t.rich('help', {
            phone: () => (
              <a href={`tel:${contact.replace(/[^+\d]/g, '')}`} className="whitespace-nowrap">
                {contact}
              </a>
            ),
          })}
        </p>
        <nav aria-label={t('publicPages')} className="basis-full">
          <ul className="flex flex-wrap gap-x-6">
            {PAGES.map((page) => (
              <li key={page}>
                <a href={`/${page}`} className="inline-flex min-h-8 items-center">
                  {t(page)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {demo && <p className="basis-full">{t('demo')}</p>}
      </div>
    </footer>
  )
}
