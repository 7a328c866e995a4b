import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('support.queue')
  return { title: t('title') }
}

export default async function QueuePage() {
  await staffOrLogIn('/support', STAFF_ROLES)
  const t = await getTranslations('support.queue')
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-3 text-lg text-muted">{t('empty')}</p>
    </>
  )
}
