import { getTranslations } from 'next-intl/server'
import type { Overview } from '#lib/dispute/overview.ts'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { csv } from '#lib/event/csv.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { fileResponse } from './files.ts'
import { type Asked, overviewAt } from './overview.ts'
import { tableAt } from './overview-csv.ts'
import { giveAt, type Held, heldAt } from './reassign.ts'
import { changeSamplesAt, SAMPLES, type SampledCase, type Samples, sampledAt, samplesAt } from './samples.ts'
import { unlessHidden } from './staff-case.ts'

/**
 * What supervisors read and change: how the work goes, who works on what, and closed cases that are looked at again. Each of these is the caller's
 * own: `not-logged-in` where nobody is, `not-found` for another role and for what is not theirs to see; a form also as `changeByForm`.
 */

/** How the work goes: sums, in which nobody who asked is named. */
export function overview(asked: Asked): Promise<Overview> {
  return forPage(async () => overviewAt(await deskOf(SUPERVISOR), asked))
}

/** The same for spreadsheets, as `table` of the query says: *figures*, or the *cases* without names and entries. */
export async function overviewFile(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const { table = '' } = asked
  const t = await getTranslations()
  const rows = await tableAt(await deskOf(SUPERVISOR), table, asked, (key) => t(key as 'dispute.state.closed'))
  return fileResponse({ name: `questions-${table}.csv`, type: 'text/csv; charset=utf-8', bytes: new TextEncoder().encode(csv(rows)) })
}

/** The open cases of an agent, or of `nobody`. */
export function heldCases(agent: string): Promise<Held> {
  return forPage(async () => heldAt(await deskOf(SUPERVISOR), agent))
}

/** Gives ticked cases of an agent to another one. @throws {AppError} `bad-request` for more than 50. */
export function reassign(agent: string, request: Request): Promise<Response> {
  return changeByForm(request, {
    roles: SUPERVISOR,
    page: `/support/overview/agents/${encodeURIComponent(agent)}`,
    read: readPlainForm,
    work: (desk, { fields, all }) => giveAt(desk, agent, fields.get('to') ?? '', all.getAll('case')),
    problems: { 'bad-request': 'many' },
  })
}

/** Closed cases that were drawn at random. */
export function samples(): Promise<Samples> {
  return forPage(async () => samplesAt(await deskOf(SUPERVISOR)))
}

/**
 * One of them: what it says only while the caller has it opened. That they look at its entries then is an event of the patient's list, and committed
 * before any of it is returned. Leads away who has a conflict of interest.
 */
export function sampledCase(id: string): Promise<SampledCase> {
  return forPage(async () => unlessHidden(await sampledAt(await deskOf(SUPERVISOR), id)))
}

/** Draws cases, opens one, or keeps what was found. @throws {AppError} `not-now` for a case that cannot be looked at now, or was already. */
export function changeSamples(name: string, request: Request): Promise<Response> {
  return changeByForm(request, {
    roles: SUPERVISOR,
    page: SAMPLES,
    read: readPlainForm,
    work: (desk, { fields }) => changeSamplesAt(desk, name, fields),
  })
}
