import { useTranslations } from 'next-intl'
import { Phone } from '#components/service/reach.tsx'

const SERVICE = ['help', 'contact', 'accessibility', 'privacy', 'device'] as const
const PAGES = ['transparency', 'status', 'trust', 'verify'] as const

type Props = { readonly operator: string; readonly contact: string; readonly demo: boolean }

export function Footer({ operator, contact, demo }: Props) {
  const t = useTranslations('layout')
  const service = useTranslations('service')
  return (
    <footer className="mt-auto border-t border-line bg-surface text-muted">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap justify-between gap-x-8 gap-y-2 px-4 py-6 sm:px-6">
        <p>{t('operatedBy', { operator })}</p>
        <p>{t.rich('help', { phone: () => <Phone number={contact} /> })}</p>
        <Links label={service('nav')} links={SERVICE.map((page) => [page, service(`pages.${page}`)])} />
        <Links label={t('publicPages')} links={PAGES.map((page) => [page, t(page)])} />
        {demo && <p className="basis-full">{t('demo')}</p>}
      </div>
    </footer>
  )
}

type LinksProps = { readonly label: string; readonly links: readonly (readonly [page: string, name: string])[] }

function Links({ label, links }: LinksProps) {
  return (
    <nav aria-label={label} className="basis-full">
      <ul className="flex flex-wrap gap-x-6">
        {links.map(([page, name]) => (
          <li key={page}>
            <a href={`/${page}`} className="inline-flex min-h-8 items-center">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
