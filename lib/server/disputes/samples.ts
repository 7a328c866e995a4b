import type { Snapshot } from '#lib/db/prisma.ts'
import { LONGEST_TEXT, type Outcome } from '#lib/dispute/kinds.ts'
import { REVIEW_FINDINGS, type ReviewFinding, type Sample } from '#lib/dispute/overview.ts'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import type { StaffEntry } from '#lib/dispute/staff-view.ts'
import type { CaseView } from '#lib/dispute/view.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt, type Way, workAt } from '../desk.ts'
import type { CaseId } from './cases.ts'
import { readCaseEntries } from './entries.ts'
import { findCase, openFor, unlessConflicted } from './opening.ts'
import { lookAt, staffEntries } from './read-staff-case.ts'
import { readCase } from './view.ts'

/** Closed cases that are drawn at random, and looked at whether they were well done: once each, by a supervisor who did not decide them. */

export const MOST_DRAWN = 20
const MOST_SHOWN = 50
export const SAMPLES = '/support/overview/samples'

export type Samples = { readonly open: readonly Sample[]; readonly done: readonly Sample[]; readonly left: number }
export type SampledCase = {
  readonly sample: Sample
  readonly content?: { readonly view: CaseView; readonly entries: readonly StaffEntry[] }
}

/** What was drawn, and how many more could be. @throws {AppError} `not-found` for who is no supervisor. */
export function samplesAt(desk: Desk, now = new Date()): Promise<Samples> {
  return readAt(desk, SUPERVISOR, async (tx) => {
    const open = await tx.caseReview.findMany({ where: { finding: null }, orderBy: { drawnAt: 'asc' }, take: MOST_SHOWN })
    const done = await tx.caseReview.findMany({ where: { NOT: { finding: null } }, orderBy: { reviewedAt: 'desc' }, take: MOST_SHOWN })
    const [{ left } = { left: 0 }] = await tx.$queryRaw<{ left: number }[]>`SELECT count(*)::int AS left FROM dispute d
        WHERE state = 'closed' AND NOT EXISTS (SELECT FROM case_review r WHERE r.patient = d.patient AND r.dispute = d.id)`
    const described = (rows: readonly Row[]) => Promise.all(rows.map((row) => toldOf(tx, row, desk, now)))
    const finished = (sample: Sample) => sample.closedAt !== ''
    return { open: (await described(open)).filter(finished), done: await described(done), left }
  })
}

/**
 * A case that was drawn, and what it says while the caller has it opened; `conflict` for who is too near to its people. That they look at it is
 * committed before any of it is read. @throws {AppError} `not-found`
 */
export async function sampledAt(desk: Desk, id: string, now = new Date()): Promise<SampledCase | 'conflict'> {
  const { at, sample } = await readAt(desk, SUPERVISOR, async (tx) => {
    const row = await drawn(tx, id)
    return { at: { patient: row.patient, id }, sample: await toldOf(tx, row, desk, now) }
  })
  if (sample.opened === undefined) return { sample }
  const content = await lookAt(desk, { at, row: sample }, async (tx) => {
    const view = await readCase(tx, at, 'staff')
    return { view, entries: await staffEntries(tx, at, await readCaseEntries(tx, at.patient, view.entries, now.getTime())) }
  })
  return content === 'conflict' ? content : { sample, content }
}

const CHANGES = { draw, open, review } as const

/**
 * Draws cases; opens one of them, with a reason and for an hour; or keeps what was found.
 *
 * @throws {AppError} `not-found` for another change, and for a case that was not drawn; `not-now` for one that cannot be looked at now, or was
 *   looked at already.
 */
export async function changeSamplesAt(desk: Desk, name: string, form: ReadonlyMap<string, string>): Promise<Way> {
  if (!Object.hasOwn(CHANGES, name)) throw new AppError('not-found')
  return CHANGES[name as keyof typeof CHANGES](desk, form)
}

async function draw(desk: Desk, form: ReadonlyMap<string, string>): Promise<Way> {
  const count = Number(form.get('count'))
  if (!Number.isInteger(count) || count < 1 || count > MOST_DRAWN) return { path: SAMPLES, query: { problem: 'count' } }
  const { staff } = desk.session
  const found = await workAt(
    desk,
    SUPERVISOR,
    (tx) => tx.$executeRaw`
      INSERT INTO case_review (patient, dispute, drawn_by)
      SELECT patient, id, ${staff}::uuid FROM dispute d
      WHERE state = 'closed' AND NOT EXISTS (SELECT FROM case_review r WHERE r.patient = d.patient AND r.dispute = d.id)
      ORDER BY gen_random_uuid() LIMIT ${count}`,
  )
  return { path: SAMPLES, query: found === 0 ? { problem: 'nothing' } : { drawn: String(found) } }
}

async function open(desk: Desk, form: ReadonlyMap<string, string>): Promise<Way> {
  const id = form.get('case') ?? ''
  const reason = (form.get('reason') ?? '').trim()
  const path = `${SAMPLES}/${id}`
  const { staff } = desk.session
  if (reason === '' || reason.length > LONGEST_TEXT) return { path, query: { problem: 'reason' } }
  const at = await readAt(desk, SUPERVISOR, async (tx) => ({ patient: (await drawn(tx, id)).patient, id }))
  const opening = () =>
    workAt(desk, SUPERVISOR, async (tx) => {
      await openFor(tx, desk, at, { step: 'sample', text: reason })
      if (await isOwn(tx, at, staff)) throw new OwnDecision()
    })
  try {
    return (await unlessConflicted(desk, at, opening)) === 'conflict' ? { path: SAMPLES, query: { problem: 'conflict' } } : { path }
  } catch (error) {
    if (error instanceof OwnDecision) return { path, query: { problem: 'own' } }
    throw error
  }
}

async function review(desk: Desk, form: ReadonlyMap<string, string>): Promise<Way> {
  const id = form.get('case') ?? ''
  const finding = REVIEW_FINDINGS.find((one) => one === form.get('finding'))
  const text = (form.get('text') ?? '').trim()
  const { staff } = desk.session
  const problem = await workAt(desk, SUPERVISOR, async (tx) => {
    const { patient } = await drawn(tx, id)
    const looked = await tx.disputeAccess.count({ where: { patient, dispute: id, until: { gt: new Date() } } })
    if (looked === 0) throw new AppError('not-now')
    if (await isOwn(tx, { patient, id }, staff)) return 'own'
    if (finding === undefined) return 'finding'
    if (text.length > LONGEST_TEXT || (finding === 'wrong' && text === '')) return 'text'
    const where = { patient, dispute: id, finding: null }
    const { count } = await tx.caseReview.updateMany({ where, data: { finding, text, reviewer: staff, reviewedAt: new Date() } })
    if (count === 0) throw new AppError('not-now')
    return undefined
  })
  return problem ? { path: `${SAMPLES}/${id}`, query: { problem } } : { path: SAMPLES, query: { done: 'review' } }
}

/** Who decided a case does not say whether it was well decided. Then nothing of the opening is kept. */
class OwnDecision extends Error {}

/** Whether they had a part in the answer, also in another role. It needs the case opened. */
async function isOwn(tx: Snapshot, { patient, id }: CaseId, staff: string): Promise<boolean> {
  const own = await tx.disputeEvent.count({
    where: { patient, dispute: id, author: staff, step: { in: ['propose', 'confirm', 'decide', 'decide-cause'] } },
  })
  return own > 0
}

type Row = Awaited<ReturnType<typeof drawn>>

/** @throws {AppError} `not-found` for a case that was not drawn. */
async function drawn(tx: Snapshot, id: string) {
  const { patient } = (await findCase(tx, id)).at
  const row = await tx.caseReview.findUnique({ where: { patient_dispute: { patient, dispute: id } } })
  if (!row) throw new AppError('not-found')
  return row
}

async function toldOf(tx: Snapshot, row: Row, { session: { staff } }: Desk, now: Date): Promise<Sample> {
  const { patient, dispute: id, finding, reviewer, reviewedAt, text } = row
  const { reference, outcome, state, changedAt } = await tx.dispute.findUniqueOrThrow({
    where: { patient_id: { patient, id } },
    select: { reference: true, outcome: true, state: true, changedAt: true },
  })
  const access = await tx.disputeAccess.findFirst({
    where: { patient, dispute: id, staff, until: { gt: now } },
    orderBy: { until: 'desc' },
  })
  const member = reviewer === null ? null : await tx.staff.findUnique({ where: { id: reviewer }, select: { name: true } })
  return {
    id,
    reference,
    closedAt: state === 'closed' || state === 'decided' ? changedAt.toISOString() : '',
    drawnAt: row.drawnAt.toISOString(),
    ...(outcome !== null && { outcome: outcome as Outcome }),
    ...(access && { opened: access.until.toISOString() }),
    ...(finding !== null && {
      review: {
        finding: finding as ReviewFinding,
        text: text ?? '',
        name: member?.name ?? '',
        at: reviewedAt?.toISOString() ?? '',
      },
    }),
  }
}
