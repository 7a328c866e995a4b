import type { Clocks } from '#lib/dispute/clock.ts'
import { type Problem, problemsOf } from '#lib/dispute/draft.ts'
import type { Outcome, State } from '#lib/dispute/kinds.ts'
import type { StoredMark } from '#lib/dispute/reminders.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { clocksOf } from '#lib/dispute/view.ts'
import { env } from '#lib/env.ts'
import { AppError } from '../app-error.ts'
import { readAt } from '../desk.ts'
import { identifierSystems } from '../identifier-systems.ts'
import { orNotFound } from '../or-not-found.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { type PassOn, readCaseLetter } from './case-letter.ts'
import { codeOf } from './code.ts'
import { matchingEntries, type ShownEntry } from './entries.ts'
import { type Assisted, findAssisted, listAssisted } from './sessions.ts'

type StartPage = { readonly visit: string; readonly open: readonly Assisted[]; readonly pattern: string }
type AssistedPage = {
  readonly visit: string
  readonly assisted: Assisted
  readonly entries: readonly ShownEntry[]
  /** Why the question cannot be sent as it is. */
  readonly problems: readonly Problem[]
}
/** A question as its letter says it. Of the first letter also the code with which the person asks how it goes. */
type LetterPage = {
  readonly assisted: Assisted
  readonly code?: string
  readonly clocks: Clocks
  readonly state: State
  readonly outcome?: Outcome
  readonly answer?: string
  readonly answeredBy?: string
  /** What support asks the person, while the question waits for that. */
  readonly asks?: string
  readonly passOn?: PassOn
}

const ANSWERS: readonly string[] = ['decide', 'confirm', 'decide-cause']

/** For the page where asking for somebody begins. @throws {AppError} `not-logged-in` */
export function startPage(): Promise<StartPage> {
  return forPage(async () => {
    const desk = await deskOf(SUPPORT)
    const open = await readAt(desk, SUPPORT, (tx) => listAssisted(tx, desk.session))
    const [home] = await identifierSystems(env('web').TRUST_FILE)
    return { visit: desk.session.visit, open, pattern: home?.pattern ?? '.*' }
  })
}

/**
 * For the page of somebody who is asked for, and the looks that match what they have named: that the caller looks is an event of the person's
 * list, with the reference, before any of it is read. What is another's, or over, is no page.
 */
export function assistedPage(id: string): Promise<AssistedPage> {
  return orNotFound(async () => {
    const desk = await deskOf(SUPPORT)
    const assisted = await readAt(desk, SUPPORT, (tx) => findAssisted(tx, desk.session, id))
    const { told, answers, entries: kept } = assisted.asked
    const page = { visit: desk.session.visit, assisted, problems: problemsOf(kept.length, answers) }
    if (!told || assisted.dispute !== undefined) return { ...page, entries: [] }
    await desk.look({ patient: assisted.identifier, reference: assisted.reference })
    const at = { now: new Date(), timeZone: desk.calendar.timeZone }
    const matching = await readAt(desk, SUPPORT, (tx) => matchingEntries(tx, { ...assisted, told }, at))
    return { ...page, entries: matching.map(({ shown }) => shown) }
  })
}

/** The letter of a question that the caller has just asked for somebody, with its code. */
export function firstLetter(id: string): Promise<LetterPage> {
  return orNotFound(async () => {
    const desk = await deskOf(SUPPORT)
    const assisted = await readAt(desk, SUPPORT, (tx) => findAssisted(tx, desk.session, id))
    const { dispute, patient } = assisted
    if (dispute === undefined) throw new AppError('not-found')
    const row = await readAt(desk, SUPPORT, (tx) =>
      tx.dispute.findUniqueOrThrow({ where: { patient_id: { patient, id: dispute } }, select: { marks: true } }),
    )
    const clocks = clocksOf({ marks: row.marks as unknown as readonly StoredMark[] }, desk.calendar, new Date())
    return { assisted, code: codeOf(env('web').SESSION_SECRET, id), clocks, state: 'submitted' }
  })
}

/** The letter of a question that somebody asked for a person, and what came of it, for who sees the case: a look at it. */
export function caseLetter(dispute: string): Promise<LetterPage> {
  return orNotFound(async () => {
    const desk = await deskOf(SUPPORT)
    const { assisted, view, passOn } = await readCaseLetter(desk, dispute)
    const answer = view.events.findLast(({ step }) => ANSWERS.includes(step))
    const asks = view.state === 'needs_info' ? view.events.findLast(({ step }) => step === 'ask-patient')?.text : undefined
    const decided = view.outcome !== undefined && answer
    return {
      ...{ assisted, state: view.state, clocks: clocksOf(view, desk.calendar, new Date()) },
      ...(view.outcome !== undefined && { outcome: view.outcome }),
      ...(decided && decided.text !== undefined && { answer: decided.text }),
      ...(decided && { answeredBy: decided.authorName }),
      ...(asks !== undefined && { asks }),
      ...(passOn && { passOn }),
    }
  })
}
