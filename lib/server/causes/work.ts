import { type Snapshot, sql } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { type CauseAnswer, type CausePattern, textFor } from '#lib/dispute/cause.ts'
import { AppError } from '../app-error.ts'
import { takeStep } from '../disputes/cases.ts'
import { interestIn } from '../disputes/interest.ts'
import { addedSince, addedToCause } from './added.ts'
import { findMatches } from './matching.ts'
import { type By, lockedCause, noteCause } from './rows.ts'

/** What is done to many cases is done to so many in one transaction: all of them or none, whenever the process is killed. */
export const BATCH = 20

export type NewCause = { readonly title: string; readonly description: string; readonly pattern: CausePattern }

/** @returns its id. */
export async function createCause(tx: Snapshot, by: By, { title, description, pattern }: NewCause): Promise<string> {
  const { organisation = null, recordSystem = null, automatic = null, from, until } = pattern
  const { id } = await tx.cause.create({
    data: {
      title,
      description,
      organisation,
      recordSystem,
      automatic,
      askedFrom: from === undefined ? null : new Date(from),
      askedUntil: until === undefined ? null : new Date(until),
      createdBy: by.staff,
    },
    select: { id: true },
  })
  await noteCause(tx, id, 'create', by)
  return id
}

/**
 * Joins up to a batch of matching questions with an open cause: those of `ids`, or any. Called again until it returns 0.
 *
 * @returns how many were joined.
 * @throws {AppError} `not-found`; `not-now` where the cause is not open.
 */
export async function mergeBatch(
  tx: Snapshot,
  cause: string,
  by: By,
  { calendar, ids }: { readonly calendar: Calendar; readonly ids?: readonly string[] },
): Promise<number> {
  const { pattern, title } = await lockedCause(tx, cause, ['open'])
  const choice = { takeable: true, lock: true, limit: BATCH, ...(ids && { ids }) }
  const matches = await findMatches(tx, pattern, by, choice, calendar.timeZone)
  for (const at of matches) {
    await takeStep(tx, at, { ...signed(by), step: 'merge', cause, detail: { title } }, calendar)
    // An agent holds it now, and can be compared with the people of the case.
    if (by.role === 'agent' && (await interestIn(tx, by.staff, at))) await takeStep(tx, at, { ...signed(by), step: 'conflict' }, calendar)
  }
  if (matches.length > 0) await noteCause(tx, cause, 'merge', by, { count: matches.length })
  return matches.length
}

/**
 * Takes one question out of a cause that has not answered it yet: it is worked on by itself again.
 *
 * @throws {AppError} `not-found` where no question with that reference is joined; `not-now`; `bad-request` without a reason.
 */
export async function unmergeOne(
  tx: Snapshot,
  cause: string,
  by: By,
  { reference, text }: { readonly reference: string; readonly text: string },
  calendar: Calendar,
): Promise<void> {
  await lockedCause(tx, cause, ['open', 'proposed', 'answering'])
  const at = await tx.dispute.findFirst({ where: { cause, reference, state: 'merged' }, select: { patient: true, id: true } })
  if (!at) throw new AppError('bad-request', { message: 'No such question is joined.' })
  await takeStep(tx, at, { ...signed(by), step: 'unmerge', text }, calendar)
  await noteCause(tx, cause, 'unmerge', by, { reference, text })
}

/** Keeps the answer that is to be given, to be looked at before it is. @throws {AppError} `not-found`, `not-now` */
export async function draftAnswer(tx: Snapshot, cause: string, by: By, answer: CauseAnswer): Promise<void> {
  await lockedCause(tx, cause, ['open'])
  await tx.cause.update({
    where: { id: cause },
    data: { outcome: answer.outcome, texts: answer.texts, proposedBy: null },
    select: { id: true },
  })
  await noteCause(tx, cause, 'draft', by, { answer })
}

/**
 * Begins to answer: with *justified* it is proposed first, and begun by somebody else. `count` is how many questions the caller was told of, `added`
 * how much was added to them since the proposal.
 *
 * @throws {AppError} `not-found`, also for who has proposed it; `not-now` when the state, or one of these, is not as it was shown.
 */
export async function beginAnswer(
  tx: Snapshot,
  cause: string,
  by: By,
  { count, added }: { readonly count: number; readonly added: number },
): Promise<'proposed' | 'answering'> {
  const { state, answer, proposedBy, waiting } = await lockedCause(tx, cause, ['open', 'proposed'])
  if (!answer || waiting !== count || count === 0) throw new AppError('not-now')
  if (state === 'open' && answer.outcome === 'justified') {
    await tx.cause.update({ where: { id: cause }, data: { state: 'proposed', proposedBy: by.staff }, select: { id: true } })
    await noteCause(tx, cause, 'propose', by, { count })
    return 'proposed'
  }
  if (state === 'proposed') {
    if (proposedBy === by.staff) throw new AppError('not-found')
    // Who adds something at this moment comes before, and is counted, or after it has begun.
    await tx.$queryRaw`SELECT 1 FROM dispute WHERE cause = ${cause}::uuid AND state = 'merged' ORDER BY patient, id FOR UPDATE`
    const { things } = await addedToCause(tx, { id: cause, state, ...(proposedBy !== undefined && { proposedBy }) })
    if (things !== added) throw new AppError('not-now', { message: 'Something was added since.' })
  }
  await tx.cause.update({ where: { id: cause }, data: { state: 'answering', answeredBy: by.staff }, select: { id: true } })
  await noteCause(tx, cause, 'answer', by, { count })
  return 'answering'
}

/** Gives a proposal back: its answer stays as a draft. @throws {AppError} `not-found`, `not-now`, `bad-request` without a reason. */
export async function returnAnswer(tx: Snapshot, cause: string, by: By, text: string): Promise<void> {
  await lockedCause(tx, cause, ['proposed'])
  if (text.trim() === '') throw new AppError('bad-request', { message: 'Say why.' })
  await tx.cause.update({ where: { id: cause }, data: { state: 'open', proposedBy: null }, select: { id: true } })
  await noteCause(tx, cause, 'return', by, { text })
}

/**
 * Answers up to a batch of the questions of a cause that is being answered; called again until it returns 0. Left for somebody else are those with
 * the caller's family name, and as *justified* those that the caller has asked for somebody, and those to which something was added since. Whoever
 * is killed in the middle loses nothing, and two at once answer none twice: what is answered waits no more.
 *
 * @returns how many were answered.
 * @throws {AppError} `not-found`, also for who has proposed a justified answer; `not-now`.
 */
export async function answerBatch(tx: Snapshot, cause: string, by: By, calendar: Calendar): Promise<number> {
  const { answer, proposedBy, state } = await sharedCause(tx, cause)
  if (state === 'answered') return 0
  if (state !== 'answering' || !answer) throw new AppError('not-now')
  if (answer.outcome === 'justified' && proposedBy === by.staff) throw new AppError('not-found')
  const unread =
    answer.outcome === 'justified' ? sql`SELECT a.dispute FROM ${addedSince(cause, 'answer')} a` : sql`SELECT NULL::uuid WHERE false`
  const rows = await tx.$queryRaw<{ patient: string; id: string; locale: string }[]>`
    SELECT patient::text, id::text, locale FROM dispute WHERE cause = ${cause}::uuid AND state = 'merged'
      AND (${answer.outcome} <> 'justified' OR opener IS DISTINCT FROM ${by.staff}::uuid) AND NOT near_case(patient, id)
      AND id NOT IN (${unread})
    ORDER BY submitted_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`
  for (const { locale, ...at } of rows)
    await takeStep(
      tx,
      at,
      {
        ...signed(by),
        step: 'decide-cause',
        cause,
        outcome: answer.outcome,
        text: textFor(locale, answer.texts),
        ...(proposedBy !== undefined && { proposedBy, detail: { proposedBy } }),
      },
      calendar,
    )
  return rows.length
}

/** Says that a cause is answered when no question of it waits any more; else it stays as it is. @throws {AppError} `not-found`, `not-now` */
export async function finishAnswer(tx: Snapshot, cause: string, by: By): Promise<boolean> {
  const { state, joined, waiting } = await lockedCause(tx, cause, ['answering', 'answered'])
  if (state === 'answered') return true
  if (waiting > 0) return false
  await tx.cause.update({ where: { id: cause }, data: { state: 'answered', answeredAt: new Date() }, select: { id: true } })
  await noteCause(tx, cause, 'finish', by, { count: joined })
  return true
}

/** Many may answer at once, but nobody while the cause itself is changed. */
async function sharedCause(tx: Snapshot, cause: string) {
  await tx.$queryRaw`SELECT 1 FROM cause WHERE id = ${cause}::uuid FOR SHARE`
  const row = await tx.cause.findUnique({ where: { id: cause }, select: { outcome: true, texts: true, proposedBy: true, state: true } })
  if (!row) throw new AppError('not-found')
  const { outcome, texts, proposedBy, state } = row
  return {
    state,
    proposedBy: proposedBy ?? undefined,
    answer: outcome === null ? undefined : { outcome: outcome as CauseAnswer['outcome'], texts: texts as CauseAnswer['texts'] },
  }
}

const signed = ({ staff, role, name }: By) => ({ party: role, by: staff, name })
