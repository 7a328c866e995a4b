import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AnswerPart } from '#components/causes/answer.tsx'
import { CauseEvents } from '#components/causes/events.tsx'
import { Joined } from '#components/causes/joined.tsx'
import { Matches } from '#components/causes/matches.tsx'
import { CauseSummary } from '#components/causes/summary.tsx'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { causePage } from '#lib/server/causes/pages.ts'
import { orNotFound } from '#lib/server/or-not-found.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'
import { outcomeOf, templatesFor } from '../templates.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('causes')
  return { title: t('title') }
}

export default async function CausePage({ params, searchParams }: Props) {
  const { id } = await params
  await staffOrLogIn(`/support/causes/${encodeURIComponent(id)}`, SUPPORT)
  const { done, count, problem, outcome } = await searchParams
  const { visit, cause, events, mine, added, joined, ...found } = await orNotFound(() => causePage(id))
  const chosen = outcomeOf(outcome)
  const draft = chosen ? { outcome: chosen, texts: templatesFor(chosen) } : cause.answer
  return (
    <>
      <CauseSummary cause={cause} done={done} count={Number(count)} problem={problem} />
      {cause.state === 'open' && <Matches id={id} visit={visit} {...found} />}
      <Joined cause={cause} visit={visit} references={joined} />
      <AnswerPart cause={cause} visit={visit} draft={draft} choosing={chosen !== undefined} mine={mine} added={added} />
      <CauseEvents events={events} />
    </>
  )
}
