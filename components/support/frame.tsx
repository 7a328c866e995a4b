import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Footer } from '#components/layout/footer.tsx'
import { IdleWarning } from '#components/layout/idle-warning.tsx'
import { LanguageSwitch } from '#components/layout/language-switch.tsx'
import { LogOutEverywhere } from '#components/layout/log-out-everywhere.tsx'
import { Logo } from '#components/layout/logo.tsx'
import { KeptForms } from '#components/sending/forms.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { SupportNav } from './nav.tsx'

/** The pages of each role. What is not here for a role answers that there is no such page. */
const PAGES = { queue: '', overview: '/overview', causes: '/causes', incidents: '/incidents', assisted: '/assisted' } as const
const OF_ROLE: Readonly<Record<StaffRole, readonly (keyof typeof PAGES)[]>> = {
  agent: ['queue', 'causes', 'incidents', 'assisted'],
  officer: ['queue'],
  supervisor: ['queue', 'overview', 'causes', 'incidents', 'assisted'],
}

type Props = {
  readonly operator: string
  readonly contact: string
  readonly demo: boolean
  /** Who works here; undefined before they have logged in. */
  readonly staff: { readonly name: string; readonly role: StaffRole } | undefined
  readonly children: ReactNode
}

/** What every page for staff has around it. It says that it is theirs, so that nobody takes it for a patient's. */
export function SupportFrame({ operator, contact, demo, staff, children }: Props) {
  const t = useTranslations('support')
  const layout = useTranslations('layout')
  return (
    <>
      <a
        href="#main"
        className="sr-only rounded-lg bg-accent px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20"
      >
        {layout('skip')}
      </a>
      <header className="border-b border-line bg-surface">
        <p className="bg-ink px-4 py-2 text-center font-semibold text-paper">{t('band', { operator })}</p>
        <LanguageSwitch />
        <div className="mx-auto flex min-h-14 w-full max-w-6xl flex-wrap items-center justify-between gap-x-4 px-4 sm:px-6">
          <a href="/support" className="flex items-center gap-2 rounded py-2 no-underline">
            <Logo /> <span className="rounded border border-edge px-1.5 text-sm font-semibold text-ink">{t('word')}</span>
          </a>
          {staff && (
            <div className="flex flex-wrap items-center gap-x-5 print:hidden">
              <p>
                <b>{staff.name}</b>, {t(`role.${staff.role}`)}
              </p>
              <form method="post" action="/api/logout">
                <button type="submit" className="inline-flex min-h-11 items-center gap-2 font-semibold text-accent hover:underline">
                  <Icon name="logOut" />
                  {layout('logOut')}
                </button>
              </form>
            </div>
          )}
        </div>
        {staff && <SupportNav label={t('nav')} links={OF_ROLE[staff.role].map((page) => [`/support${PAGES[page]}`, t(`pages.${page}`)])} />}
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
        {staff && <KeptForms />}
        {children}
        {staff && <LogOutEverywhere />}
      </main>
      <Footer operator={operator} contact={contact} demo={demo} />
      {staff && <IdleWarning after="/support/login?error=ended" />}
    </>
  )
}
