import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OfficerQueue } from '#components/answer/officer-queue.tsx'
import { Queue } from '#components/support/queue.tsx'
import { StepTold } from '#components/support/told.tsx'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import { officerQueue } from '#lib/server/disputes/officer-pages.ts'
import { queuePage } from '#lib/server/disputes/staff-queue.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('support.queue')
  return { title: t('title') }
}

export default async function QueuePage({ searchParams }: Props) {
  const { role } = await staffOrLogIn('/support', STAFF_ROLES)
  const t = await getTranslations('support.queue')
  const given = await searchParams
  const query = new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <StepTold done={given.done} problem={given.problem} />
      {role === 'officer' ? (
        <OfficerQueue queue={await officerQueue()} />
      ) : (
        <Queue queue={await queuePage(query)} later={query.has('after')} />
      )}
    </>
  )
}
