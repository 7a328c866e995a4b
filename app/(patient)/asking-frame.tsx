import type { ReactNode } from 'react'
import { IdleWarning } from '#components/layout/idle-warning.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { PatientMenu } from '#components/layout/patient-menu.tsx'
import { env } from '#lib/env.ts'
import { unreadAlerts } from '#lib/server/notifications.ts'
import { currentPatient } from '#lib/server/session.ts'

/** Around every page of asking. It protects nothing: each page asks who is calling. */
export async function AskingFrame({ band, children }: { readonly band?: ReactNode; readonly children: ReactNode }) {
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  const patient = await currentPatient()
  const menu = patient && <PatientMenu name={patient.name} unread={await unreadAlerts()} />
  return (
    <PageFrame operator={OPERATOR_NAME} contact={OPERATOR_CONTACT} demo={DEMO_PARTIES === 'yes'} menu={menu} band={band}>
      <div className="mx-auto max-w-3xl">{children}</div>
      {patient && <IdleWarning />}
    </PageFrame>
  )
}
