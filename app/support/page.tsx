import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OfficerQueue } from '#components/answer/officer-queue.tsx'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import { officerQueue } from '#lib/server/disputes/office.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('support.queue')
  return { title: t('title') }
}

export default async function QueuePage() {
  const { role } = await staffOrLogIn('/support', STAFF_ROLES)
  const t = await getTranslations('support.queue')
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      {role === 'officer' ? <OfficerQueue queue={await officerQueue()} /> : <p className="mt-3 text-lg text-muted">{t('empty')}</p>}
    </>
  )
}
