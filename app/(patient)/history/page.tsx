import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { IdleWarning } from '#components/layout/idle-warning.tsx'
import { LogOutEverywhere } from '#components/layout/log-out-everywhere.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { PatientMenu } from '#components/layout/patient-menu.tsx'
import { Timeline } from '#components/timeline/timeline.tsx'
import { env } from '#lib/env.ts'
import { firstSight } from '#lib/server/history.ts'
import { unreadAlerts } from '#lib/server/notifications.ts'
import { patientOrLogIn } from '#lib/server/session.ts'
import { findVerifierFile } from '#lib/server/verifier-file.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history')
  return { title: t('title'), robots: { index: false } }
}

export default async function HistoryPage() {
  const { identifier, name, visit } = await patientOrLogIn('/history')
  const t = await getTranslations('history')
  const { OPERATOR_NAME: operator, OPERATOR_CONTACT: contact, GATEWAY_URL, DEMO_PARTIES, EVIDENCE_URL } = env('web')
  const first = await firstSight()
  const menu = <PatientMenu name={name} unread={await unreadAlerts()} />
  const verifier = await findVerifierFile()
  const options = { identifier, historyUrl: `/api/me/history?visit=${visit}`, logUrl: `${GATEWAY_URL}/log` }
  return (
    <PageFrame operator={operator} contact={contact} demo={DEMO_PARTIES === 'yes'} menu={menu}>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-1.5 mb-5 text-muted">{t('lead', { name, code: identifier.value })}</p>
      <Timeline
        options={options}
        operator={operator}
        contact={contact}
        first={first}
        verifier={verifier && { name: verifier.name, sha256: verifier.sha256 }}
        evidenceUrl={EVIDENCE_URL}
      />
      <LogOutEverywhere />
      <IdleWarning />
    </PageFrame>
  )
}
