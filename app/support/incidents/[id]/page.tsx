import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { IncidentEvents } from '#components/incidents/events.tsx'
import { EvidencePart } from '#components/incidents/evidence.tsx'
import { IncidentSteps } from '#components/incidents/steps.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { DoneOrProblem } from '#components/ui/told.tsx'
import { isIncidentStep } from '#lib/dispute/incident.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { incidentPage } from '#lib/server/incidents/pages.ts'
import { orNotFound } from '#lib/server/or-not-found.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('incidents')
  return { title: t('title') }
}

export default async function IncidentPage({ params, searchParams }: Props) {
  const { id } = await params
  await staffOrLogIn(`/support/incidents/${encodeURIComponent(id)}`, SUPPORT)
  const t = await getTranslations('incidents')
  const { done, problem } = await searchParams
  const { visit, incident, evidence, steps, suggested } = await orNotFound(() => incidentPage(id))
  const { reference, code, proved, state, frozen, range, notice, hasEvidence, events } = incident
  const wrong = problem === 'not-now' ? 'notNow' : 'missing'
  return (
    <>
      <a href="/support/incidents">{t('all')}</a>
      <h1 className="mt-2 text-3xl tracking-tight sm:text-4xl">{t('one', { reference })}</h1>
      <p className="mt-2 mb-4 flex flex-wrap gap-3">
        <Tag tone={proved ? 'warn' : 'grey'}>{t(proved ? 'proved' : 'unproven')}</Tag>
        <Tag>{t(`state.${state}`)}</Tag>
        {frozen && <Tag tone="wait">{t('frozen')}</Tag>}
      </p>
      <DoneOrProblem
        done={typeof done === 'string' && isIncidentStep(done) ? t(`done.${done}`) : undefined}
        problem={problem === undefined ? undefined : t(`problem.${wrong}`)}
      />
      <p className="mt-4 max-w-[66ch]">{range ? t('range', { first: String(range.first), last: String(range.last) }) : t('noRange')}</p>
      <EvidencePart id={id} code={code} proved={proved} hasEvidence={hasEvidence} evidence={evidence} />
      <IncidentEvents events={events} />
      <IncidentSteps id={id} visit={visit} steps={steps} range={range ?? suggested} notice={notice} />
    </>
  )
}
