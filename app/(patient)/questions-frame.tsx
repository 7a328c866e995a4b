import type { ReactNode } from 'react'
import { OfVisit } from '#components/alerts/of-visit.tsx'
import { IdleWarning } from '#components/layout/idle-warning.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { PatientMenu } from '#components/layout/patient-menu.tsx'
import { env } from '#lib/env.ts'
import { unreadQuestions } from '#lib/server/disputes/question-pages.ts'
import { unreadAlerts } from '#lib/server/notifications.ts'
import { currentPatient } from '#lib/server/session.ts'

/** What the pages about questions have around them. It protects nothing; each page asks who is calling. */
export async function QuestionsFrame({ band, children }: { readonly band?: ReactNode; readonly children: ReactNode }) {
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  const patient = await currentPatient()
  const menu = patient && <PatientMenu name={patient.name} unread={await unreadAlerts()} questions={await unreadQuestions()} />
  return (
    <PageFrame operator={OPERATOR_NAME} contact={OPERATOR_CONTACT} demo={DEMO_PARTIES === 'yes'} menu={menu} band={band}>
      <OfVisit visit={patient?.visit}>
        <div className="mx-auto max-w-3xl">{children}</div>
      </OfVisit>
      {patient && <IdleWarning />}
    </PageFrame>
  )
}
