import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { IncidentQueue } from '#components/incidents/queue.tsx'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { incidentQueue } from '#lib/server/incidents/pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('incidents')
  return { title: t('title') }
}

export default async function IncidentsPage() {
  await staffOrLogIn('/support/incidents', SUPPORT)
  const t = await getTranslations('incidents')
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 max-w-[66ch] text-lg text-muted">{t('lead')}</p>
      <IncidentQueue incidents={await incidentQueue()} />
    </>
  )
}
