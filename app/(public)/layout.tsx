import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { env } from '#lib/env.ts'
import { readToken } from '#lib/server/session-cookie.ts'

const WAY_ON = {
  nobody: { href: '/login', text: 'layout.logIn' },
  patient: { href: '/history', text: 'service.list' },
  staff: { href: '/support', text: 'service.staff' },
} as const

export default async function PublicLayout({ children }: { readonly children: ReactNode }) {
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  const t = await getTranslations()
  // Only whether somebody may be logged in here; the list itself asks the database.
  const { href, text } = WAY_ON[(await readToken())?.kind ?? 'nobody']
  return (
    <PageFrame
      operator={OPERATOR_NAME}
      contact={OPERATOR_CONTACT}
      demo={DEMO_PARTIES === 'yes'}
      menu={<ButtonLink href={href}>{t(text)}</ButtonLink>}
    >
      {children}
    </PageFrame>
  )
}
