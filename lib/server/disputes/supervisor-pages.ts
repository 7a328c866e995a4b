import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LARGEST_TOGETHER } from '#lib/dispute/file-limits.ts'
import type { OfficerCase, OfficerQueue } from '#lib/dispute/officer-view.ts'
import type { Overview } from '#lib/dispute/overview.ts'
import { OFFICER, SUPERVISOR } from '#lib/dispute/roles.ts'
import { csv } from '#lib/event/csv.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { readFormWithFiles } from '../request.ts'
import { changeAt } from './answers.ts'
import { fileResponse } from './files.ts'
import { caseAt, evidenceAt, queueAt } from './officer.ts'
import { type Asked, overviewAt } from './overview.ts'
import { tableAt } from './overview-csv.ts'
import { giveAt, type Held, heldAt } from './reassign.ts'
import { changeSamplesAt, SAMPLES, type SampledCase, type Samples, sampledAt, samplesAt } from './samples.ts'

/**
 * What privacy officers and supervisors read and change. Each of these is the caller's own: `not-logged-in` where nobody is, `not-found` for
 * another role and for what is not theirs to see; a form also as `changeByForm`.
 */

const TEXTS = 64 * 1024

/** The cases that the caller's organisation was asked about. */
export function officerQueue(): Promise<OfficerQueue> {
  return forPage(async () => queueAt(await deskOf(OFFICER)))
}

/** One of them. That they look at its entries is an event of the patient's list, and committed before any of it is returned. Leads away who has a conflict of interest. */
export function officerCase(id: string): Promise<OfficerCase> {
  return forPage(async () => unlessHidden(await caseAt(await deskOf(OFFICER), id)))
}

/** Keeps what an officer has written of an answer, or sends it. @throws {AppError} `not-now` once nobody waits for it any more. */
export function changeAnswer(id: string, request: Request): Promise<Response> {
  return changeByForm(request, {
    roles: OFFICER,
    page: `/support/answers/${encodeURIComponent(id)}`,
    read: (asked) => readFormWithFiles(asked, LARGEST_TOGETHER + TEXTS),
    work: (desk, form) => changeAt(desk, id, form),
    problems: { 'not-now': 'not-now', 'too-large': 'tooMuch' },
  })
}

/** A file that the caller has handed in, or is about to. */
export async function officerFile(id: string, file: string): Promise<Response> {
  return fileResponse(await evidenceAt(await deskOf(OFFICER), id, file))
}

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

/** One of them: what it says only while the caller has it opened, and then as `officerCase`. */
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

const unlessHidden = <T>(shown: T | 'conflict'): T => (shown === 'conflict' ? redirect('/support?problem=conflict') : shown)
