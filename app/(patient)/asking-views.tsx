import { getTranslations } from 'next-intl/server'
import { CheckDraft } from '#components/asking/check-draft.tsx'
import { ChooseEntries } from '#components/asking/choose-entries.tsx'
import { DiscardDraft } from '#components/asking/discard-draft.tsx'
import { DraftForm } from '#components/asking/draft-form.tsx'
import { placeFor } from '#components/asking/place.ts'
import { env } from '#lib/env.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { isOwnLook } from '#lib/event/portal.ts'
import { draftPage } from '#lib/server/disputes/asking-pages.ts'
import { firstSight } from '#lib/server/history.ts'
import { type SearchParams, viewOf } from './search-params.ts'

type About = {
  readonly search: SearchParams
  readonly visit: string
  /** The representation by which somebody else's list is meant. */
  readonly acting?: string
}

/** A question while it is written: its form, the same to check, or whether to delete it. */
export async function DraftView({
  id,
  search,
  visit,
  acting,
  identifier,
}: About & { readonly id: string; readonly identifier: PatientIdentifier }) {
  const { draft, shown, problems } = await draftPage(id, acting)
  const place = placeFor(acting, visit)
  if (search.step === 'discard') return <DiscardDraft id={id} place={place} />
  const checking = search.step === 'check'
  if (!checking || problems.length > 0)
    return <DraftForm draft={draft} shown={shown} place={place} saved={search.saved === 'yes'} wrong={checking ? problems : []} />
  const historyUrl = `${acting === undefined ? '/api/me' : `/api/for/${acting}`}/history?visit=${visit}`
  const checked = { identifier: { ...identifier }, historyUrl, logUrl: `${env('web').GATEWAY_URL}/log` }
  const problem = typeof search.problem === 'string' ? search.problem : undefined
  return <CheckDraft draft={draft} shown={shown.filter((entry) => 'event' in entry)} place={place} problem={problem} checked={checked} />
}

/** A part of the list to choose from, for a draft or for a new one. Looks of the reader's own are left out: nobody asks about these here. */
export async function ChooseView({ search, visit, acting }: About) {
  const id = typeof search.draft === 'string' ? search.draft : undefined
  const draft = id === undefined ? undefined : (await draftPage(id, acting)).draft
  const { entries, from, to, size } = await firstSight(viewOf(search), acting)
  const shown = entries
    .flatMap((entry) => ('event' in entry && !isOwnLook(entry.event) ? [entry] : []))
    .sort((a, b) => b.event.accessedAt.localeCompare(a.event.accessedAt))
  const problem = typeof search.problem === 'string' ? search.problem : undefined
  return <ChooseEntries place={placeFor(acting, visit)} draft={draft} entries={shown} part={{ from, to, size }} problem={problem} />
}

export async function DiscardedView({ acting }: { readonly acting?: string }) {
  const t = await getTranslations('asking.discarded')
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p role="status" className="mt-2 text-muted">
        {t('text')}
      </p>
      <p className="mt-6">
        <a href={placeFor(acting, '').history}>{t('back')}</a>
      </p>
    </>
  )
}
