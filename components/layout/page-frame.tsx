import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ExitSlot } from '#components/leave/exit-slot.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'

type Props = {
  readonly operator: string
  readonly contact: string
  readonly demo: boolean
  readonly home?: string
  readonly menu?: ReactNode
  /** What holds for the whole page, below the header. */
  readonly band?: ReactNode
  readonly children: ReactNode
}

/** What every page has around it: the way past the header, the header, one `main`, the footer. */
export function PageFrame({ operator, contact, demo, home = '/', menu, band, children }: Props) {
  const t = useTranslations('layout')
  return (
    <>
      <a
        href="#main"
        className="sr-only rounded-lg bg-accent px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20"
      >
        {t('skip')}
      </a>
      <ExitSlot />
      <Header home={home}>{menu}</Header>
      {band}
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
        {children}
      </main>
      <Footer operator={operator} contact={contact} demo={demo} />
    </>
  )
}
