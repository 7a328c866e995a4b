import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { env } from '#lib/env.ts'

export default async function PublicLayout({ children }: { readonly children: ReactNode }) {
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  const t = await getTranslations('layout')
  return (
    <PageFrame
      operator={OPERATOR_NAME}
      contact={OPERATOR_CONTACT}
      demo={DEMO_PARTIES === 'yes'}
      menu={<ButtonLink href="/login">{t('logIn')}</ButtonLink>}
    >
      {children}
    </PageFrame>
  )
}
