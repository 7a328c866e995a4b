import type { Snapshot } from '#lib/db/prisma.ts'
import type { AnswerDraft, Basis } from '#lib/dispute/answer.ts'
import { dayIn, daysBetween } from '#lib/dispute/calendar.ts'
import { clocks } from '#lib/dispute/clock.ts'
import type { Outcome, Reason, State } from '#lib/dispute/kinds.ts'
import type { AskedCase, OfficerCase, OfficerQueue, ProviderDue, SentAnswer } from '#lib/dispute/officer-view.ts'
import { readMarks, type StoredMark } from '#lib/dispute/reminders.ts'
import { OFFICER } from '#lib/dispute/roles.ts'
import type { EventView } from '#lib/dispute/view.ts'
import { UUID } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt } from '../desk.ts'
import type { CaseId } from './cases.ts'
import { readCaseEntries } from './entries.ts'
import { readFile, type StoredFile } from './files.ts'
import { interestIn } from './interest.ts'
import { organisationName } from './organisations.ts'
import { lookAt, staffEntries } from './read-staff-case.ts'
import { readCase } from './view.ts'

/** What privacy officers read. They see the cases that their own organisation was asked about, and of each its own entries. */

const MOST_OTHERS = 100

const ROW = { patient: true, id: true, reference: true, state: true, reasons: true, marks: true } as const
type Row = { patient: string; id: string; reference: string; state: string; reasons: string[]; marks: unknown }

/** The queue. @throws {AppError} `not-found` for who is no privacy officer. */
export function queueAt(desk: Desk, now = new Date()): Promise<OfficerQueue> {
  return readAt(desk, OFFICER, async (tx) => {
    const awaited = { state: 'awaiting_provider' }
    const waiting = await tx.dispute.findMany({ where: awaited, select: ROW })
    const others = await tx.dispute.findMany({ where: { NOT: awaited }, select: ROW, orderBy: { changedAt: 'desc' }, take: MOST_OTHERS })
    const ids = [...waiting, ...others].map(({ id }) => id)
    const entries = await tx.disputeEntry.groupBy({ by: ['dispute'], where: { dispute: { in: ids } }, _count: true })
    const drafts = await tx.disputeAnswerDraft.findMany({ where: { dispute: { in: ids } }, select: { dispute: true } })
    const counts = new Map(entries.map(({ dispute, _count }) => [dispute, _count]))
    const drafted = new Set(drafts.map(({ dispute }) => dispute))
    const asked = (row: Row): AskedCase => ({
      ...factsOf(row, desk, now),
      entries: counts.get(row.id) ?? 0,
      drafted: drafted.has(row.id),
    })
    const cases = waiting.map(asked).sort((a, b) => (a.due?.day ?? '').localeCompare(b.due?.day ?? ''))
    return {
      organisation: await ownName(tx, desk),
      waiting: cases,
      others: others.map(asked),
      overdue: cases.filter(({ due }) => due?.status === 'overdue').length,
    }
  })
}

/**
 * A case with what it says; `conflict` for who is too near to its people. That they look at it is committed before any of it is read.
 *
 * @throws {AppError} `not-found` for another organisation's, and for who is no privacy officer.
 */
export async function caseAt(desk: Desk, id: string, now = new Date()): Promise<OfficerCase | 'conflict'> {
  const row = await readAt(desk, OFFICER, (tx) => findAsked(tx, id))
  return lookAt(desk, { at: { patient: row.patient, id }, row }, async (tx, { value }) => ({
    ...(await read(tx, desk, id, now)),
    person: value,
  }))
}

/** Which case of the organisation's this is. @throws {AppError} `not-found` */
export async function findAsked(tx: Snapshot, id: string): Promise<Row> {
  const row = UUID.test(id) ? await tx.dispute.findFirst({ where: { id }, select: ROW }) : null
  if (!row) throw new AppError('not-found')
  return row
}

async function read(tx: Snapshot, desk: Desk, id: string, now: Date) {
  const row = await findAsked(tx, id)
  const { patient } = row
  const at = { patient, id }
  const view = await readCase(tx, at, 'staff')
  const { wants, care, knows, safeContact, events } = view
  const question = events.findLast(({ step }) => step === 'ask-provider')
  const entries = await staffEntries(tx, at, await readCaseEntries(tx, patient, view.entries, now.getTime()))
  const [named] = entries.flatMap((entry) => ('event' in entry ? [entry.event.organisation] : []))
  const facts = factsOf(row, desk, now)
  const answer = facts.answeredAt === undefined ? undefined : await answerOf(tx, at, events)
  return {
    ...facts,
    organisation: named?.name ?? (await ownName(tx, desk)),
    wants,
    care,
    knows,
    safeContact,
    question: question?.text ?? '',
    askedBy: question?.authorName ?? '',
    entries,
    waits: facts.state === 'awaiting_provider',
    draft: await draftOf(tx, at, desk),
    ...(answer && { answer }),
  }
}

function factsOf({ id, reference, state, reasons, marks }: Row, { calendar }: Desk, now: Date) {
  const history = readMarks(marks as readonly StoredMark[])
  const asked = history.findLastIndex(({ step }) => step === 'ask-provider')
  const answered = history.slice(asked).findLast(({ step }) => step === 'answer')
  const { provider } = clocks(history, calendar, now)
  const due = provider && {
    day: provider.dueDay,
    left: daysBetween(dayIn(now, calendar.timeZone), provider.dueDay),
    status: provider.status,
  }
  return {
    id,
    reference,
    state: state as State,
    reasons: reasons as Reason[],
    askedAt: (history[asked]?.at ?? now).toISOString(),
    ...(answered && { answeredAt: answered.at.toISOString() }),
    ...(due && { due: due satisfies ProviderDue }),
  }
}

async function answerOf(tx: Snapshot, { patient, id }: CaseId, events: readonly EventView[]): Promise<SentAnswer | undefined> {
  const sent = events.findLast(({ step }) => step === 'answer')
  if (!sent) return undefined
  const { finding = 'undetermined', basis } = sent.detail
  const files = await tx.$queryRaw<{ id: string; name: string; type: string; size: number }[]>`
    SELECT id, name, type, length(bytes) AS size FROM dispute_file
    WHERE patient = ${patient}::uuid AND dispute = ${id}::uuid AND number = ${sent.number} ORDER BY at, id`
  const { at, authorName, text = '' } = sent
  return { at, authorName, finding, ...(basis && { basis }), text, files }
}

/** What the caller has written of an answer. */
export async function draftOf(tx: Snapshot, { patient, id: dispute }: CaseId, { session: { staff } }: Desk): Promise<AnswerDraft> {
  const draft = await tx.disputeAnswerDraft.findUnique({ where: { patient_dispute_staff: { patient, dispute, staff } } })
  const files = await tx.$queryRaw<{ id: string; name: string; type: string; size: number }[]>`
    SELECT id, name, type, length(bytes) AS size FROM dispute_answer_file
    WHERE patient = ${patient}::uuid AND dispute = ${dispute}::uuid AND staff = ${staff}::uuid ORDER BY at, id`
  if (!draft) return { text: '', files }
  const { finding, basis, text, changedAt } = draft
  return {
    ...(finding !== null && { finding: finding as Outcome }),
    ...(basis !== null && { basis: basis as Basis }),
    text,
    files,
    savedAt: changedAt.toISOString(),
  }
}

async function ownName(tx: Snapshot, { session: { organisation = '' } }: Desk): Promise<string> {
  return organisationName(tx, organisation)
}

/**
 * A file of the caller's draft; or of the answer that their organisation has sent, which is a look at the case, committed before.
 *
 * @throws {AppError} `not-found`, also for who is too near to the people of the case.
 */
export async function evidenceAt(desk: Desk, id: string, file: string): Promise<StoredFile> {
  const { draft, row } = await readAt(desk, OFFICER, async (tx) => {
    const row = await findAsked(tx, id)
    const { patient } = row
    if (!UUID.test(file) || (await interestIn(tx, desk.session.staff, { patient, id }))) throw new AppError('not-found')
    const where = { patient, dispute: id, id: file }
    return { draft: await tx.disputeAnswerFile.findFirst({ where, select: { name: true, type: true, bytes: true } }), row }
  })
  if (draft) return draft
  const at = { patient: row.patient, id }
  const sent = await lookAt(desk, { at, row }, (tx) => readFile(tx, at, file))
  if (sent === 'conflict') throw new AppError('not-found')
  return sent
}
