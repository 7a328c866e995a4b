import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { IdleWarning } from '#components/layout/idle-warning.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { PatientMenu } from '#components/layout/patient-menu.tsx'
import { PeopleList } from '#components/people/people-list.tsx'
import { env } from '#lib/env.ts'
import { unreadQuestions } from '#lib/server/disputes/question-pages.ts'
import { unreadAlerts } from '#lib/server/notifications.ts'
import { patientOrLogIn } from '#lib/server/session.ts'
import { people } from '#lib/server/subject.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title'), robots: { index: false } }
}

export default async function PeoplePage() {
  const { name } = await patientOrLogIn('/people')
  const { actingFor, actedForBy } = await people()
  const t = await getTranslations('people')
  const { OPERATOR_NAME: operator, OPERATOR_CONTACT: contact, DEMO_PARTIES } = env('web')
  return (
    <PageFrame
      operator={operator}
      contact={contact}
      demo={DEMO_PARTIES === 'yes'}
      menu={<PatientMenu name={name} unread={await unreadAlerts()} questions={await unreadQuestions()} />}
    >
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-1.5 max-w-[66ch] text-muted">{t('lead')}</p>
      <PeopleList side="you" people={actingFor} operator={operator} contact={contact} />
      <PeopleList side="others" people={actedForBy} operator={operator} contact={contact} />
      <p className="mt-10">
        <a href="/history">{t('back')}</a>
      </p>
      <IdleWarning />
    </PageFrame>
  )
}
