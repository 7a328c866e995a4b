import { type JsonObject, NO_JSON, type Snapshot, sql } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { advance, type CaseFacts, type StepInput, StepRefused, SUBMITTED } from '#lib/dispute/case.ts'
import type { Answer, Audience, Reason, Severity, State, Verdict, Want } from '#lib/dispute/kinds.ts'
import { STEPS } from '#lib/dispute/machine.ts'
import { deadlines, type StoredMark } from '#lib/dispute/reminders.ts'
import { AppError } from '../app-error.ts'
import { drawReference } from './reference.ts'

/** Which case: the patient's key, and its own id. */
export type CaseId = { readonly patient: string; readonly id: string }

/** A step as it is written down. `name` is what others read of who made it; `detail` what belongs to it beside its text. */
export type Written = StepInput & {
  readonly name: string
  readonly detail?: JsonObject
  readonly audience?: Audience
}

/** One entry of a question. `who` is a digest of the person who looked, the same in every case. */
export type NamedEntry = {
  readonly historyIndex: number
  readonly logIndex: number
  readonly event: string
  readonly organisation: string
  readonly recordSystem: string
  readonly who: Uint8Array | undefined
  readonly automatic: boolean
  readonly verdict: Verdict
}

export type Question = {
  readonly entries: readonly NamedEntry[]
  readonly severity: Severity
  readonly reasons: readonly Reason[]
  readonly wants: readonly Want[]
  readonly care: Answer
  readonly knows: Answer
  readonly safeContact: boolean
  readonly asker: 'patient' | 'representative' | 'assisted'
  /** The key of the person who asks. */
  readonly askerKey: string
  readonly askerName: string
  readonly locale: string
  readonly text: string | undefined
  /** The staff member who asks for somebody, and the reference under which they have looked. */
  readonly opener?: string
  readonly reference?: string
}

/** As columns hold it: what is not known is NULL. */
type OrNull<T> = { readonly [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] }

const put = (values: object, nothing: null | undefined) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? nothing]))
const orNull = <T extends object>(values: T) => put(values, null) as OrNull<T>
const orUndefined = <T extends object>(row: OrNull<T>) => put(row, undefined) as T

type Stored = Omit<CaseFacts, 'conflicted'>
type Row = OrNull<Stored> & { readonly marks: readonly StoredMark[]; readonly events: number; readonly now: Date }

/**
 * Makes a step in a case: in this transaction the case is locked, the step is judged, written down and counted in, all or nothing.
 * Which rows there are, the database's rules for the log-in say; that the caller is who they say, the caller of this has checked.
 * It happens `now`, which is what the database's clock says unless the caller knows better.
 *
 * @returns the number of the new event.
 * @throws {AppError} `not-found` for a case that the caller has not, or must not change; `not-now` when its state does not allow it;
 *   `bad-request` when something that the step needs is missing.
 */
export async function takeStep(tx: Snapshot, at: CaseId, step: Omit<Written, 'at'>, calendar: Calendar, now?: Date): Promise<number> {
  const row = await lock(tx, at)
  const written = { ...step, at: now ?? row.now }
  const facts = judged(await factsOf(tx, at, row), written)
  const mark = { step: step.step, state: facts.state, at: written.at.toISOString(), ...(step.step === 'remind' && step.detail) }
  const number = row.events + 1
  await save(tx, at, facts, [...row.marks, mark], number, calendar, written.at)
  await write(tx, at, number, facts.state, written)
  if (step.step === 'ask-provider') await tx.$queryRaw`SELECT queue_asked(${at.patient}::uuid, ${at.id}::uuid)::text`
  if (step.step === 'conflict' && step.by !== undefined)
    await tx.disputeConflict.create({ data: { patient: at.patient, dispute: at.id, staff: step.by } })
  if (step.party !== 'patient' && (step.audience ?? STEPS[step.step].audience) === 'everybody')
    await tx.$queryRaw`SELECT queue_case_news(${at.patient}::uuid, ${at.id}::uuid, ${number})::text`
  return number
}

/** What a case is in this transaction. @throws {AppError} `not-found` */
export async function readFacts(tx: Snapshot, { patient, id }: CaseId): Promise<CaseFacts> {
  const [row] = await tx.$queryRaw<Row[]>`SELECT ${ROW} FROM dispute WHERE patient = ${patient}::uuid AND id = ${id}::uuid`
  if (!row) throw new AppError('not-found')
  return factsOf(tx, { patient, id }, row)
}

/** Counts the deadlines of a case anew, for a calendar that may have changed. @throws {AppError} `not-found` */
export async function recount(tx: Snapshot, { patient, id }: CaseId, calendar: Calendar, now?: Date): Promise<void> {
  const row = await lock(tx, { patient, id })
  const data = deadlines(row.marks, calendar, now ?? row.now)
  await tx.dispute.update({ where: { patient_id: { patient, id } }, data, select: { id: true } })
}

/** What a case is now, locked until the transaction ends. @throws {AppError} `not-found` */
export async function lockedFacts(tx: Snapshot, at: CaseId): Promise<CaseFacts> {
  return factsOf(tx, at, await lock(tx, at))
}

/** Writes a new question down, which is asked at `when`, or now. @returns its id and reference. */
export async function openCase(
  tx: Snapshot,
  patient: string,
  { entries, text, ...question }: Question,
  by: Omit<Written, 'at' | 'step'>,
  calendar: Calendar,
  when?: Date,
): Promise<{ readonly id: string; readonly reference: string }> {
  const [first] = entries
  if (!first) throw new AppError('bad-request', { message: 'A question needs an entry.' })
  const reference = question.reference ?? (await drawReference(tx))
  const [{ id, now: clock } = { id: '', now: new Date() }] = await tx.$queryRaw<{ id: string; now: Date }[]>`
    SELECT gen_random_uuid()::text AS id, clock_timestamp() AS now`
  const now = when ?? clock
  const mark = { step: 'submit', state: SUBMITTED.state, at: now.toISOString() }
  const marks = [mark]
  const automatic = entries.every((entry) => entry.automatic)
  await tx.dispute.create({
    data: {
      ...question,
      patient,
      id,
      reference,
      automatic,
      organisation: first.organisation,
      state: SUBMITTED.state,
      reasons: [...question.reasons],
      wants: [...question.wants],
      submittedAt: now,
      changedAt: now,
      events: 1,
      seen: question.asker === 'assisted' ? 0 : 1,
      marks,
      ...deadlines(marks, calendar, now),
    },
  })
  await addEntries(tx, { patient, id }, entries)
  await write(tx, { patient, id }, 1, SUBMITTED.state, { ...by, step: 'submit', at: now, ...(text !== undefined && { text }) })
  return { id, reference }
}

/** Adds entries to a case; those that it names already stay as they are. */
export async function addEntries(tx: Snapshot, { patient, id }: CaseId, entries: readonly NamedEntry[]): Promise<void> {
  const data = entries.map(({ historyIndex, logIndex, who, ...entry }) => ({
    ...entry,
    patient,
    dispute: id,
    historyIndex: BigInt(historyIndex),
    logIndex: BigInt(logIndex),
    who: who === undefined ? null : new Uint8Array(who),
  }))
  await tx.disputeEntry.createMany({ data, skipDuplicates: true })
}

const ROW = sql`state, resumes, opener, assignee, reviewer, provider, proposal, outcome, cause, extended, decided_at AS "decidedAt", marks, events,
  clock_timestamp() AS now`

async function lock(tx: Snapshot, { patient, id }: CaseId): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${ROW} FROM dispute WHERE patient = ${patient}::uuid AND id = ${id}::uuid FOR UPDATE`
  if (!row) throw new AppError('not-found')
  return row
}

async function factsOf(tx: Snapshot, { patient, id }: CaseId, { marks: _, events: __, now: ___, ...row }: Row): Promise<CaseFacts> {
  const conflicts = await tx.disputeConflict.findMany({ where: { patient, dispute: id }, select: { staff: true } })
  return { ...orUndefined<Stored>(row), conflicted: conflicts.map(({ staff }) => staff) }
}

function judged(facts: CaseFacts, step: Written): CaseFacts {
  try {
    return advance(facts, step)
  } catch (cause) {
    if (!(cause instanceof StepRefused)) throw cause
    const { refusal } = cause
    if (refusal === 'not-yours' || refusal === 'assigned' || refusal === 'second' || refusal === 'said')
      throw new AppError('not-found', { cause })
    if (refusal === 'not-now' || refusal === 'reopenable' || refusal === 'once') throw new AppError('not-now', { cause })
    throw new AppError('bad-request', { message: `This step needs: ${refusal}.`, cause })
  }
}

async function save(
  tx: Snapshot,
  { patient, id }: CaseId,
  { conflicted: _, opener: __, proposal, ...facts }: CaseFacts,
  marks: readonly StoredMark[],
  events: number,
  calendar: Calendar,
  now: Date,
): Promise<void> {
  await tx.dispute.update({
    where: { patient_id: { patient, id } },
    data: {
      ...orNull(facts),
      proposal: proposal ?? NO_JSON,
      marks: [...marks],
      events,
      changedAt: now,
      ...deadlines(marks, calendar, now),
    },
    select: { id: true },
  })
}

async function write(tx: Snapshot, { patient, id }: CaseId, number: number, state: State, step: Written): Promise<void> {
  const { party, by, name, at, text, outcome, finding, organisation, provider = organisation, body, cause, assignee, said, detail } = step
  const values = { outcome, finding, provider, body, cause, assignee, said, ...detail }
  await tx.$executeRaw`
    INSERT INTO dispute_event (patient, dispute, number, at, step, party, author, author_name, state, audience, text, detail)
    VALUES (${patient}::uuid, ${id}::uuid, ${number}, ${at}, ${step.step}, ${party}, ${by ?? null}::uuid, ${name}, ${state},
            ${step.audience ?? STEPS[step.step].audience}, ${text ?? null}, ${JSON.stringify(values)}::jsonb)`
}
