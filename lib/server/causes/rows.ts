import type { Snapshot } from '#lib/db/prisma.ts'
import type { CauseAnswer, CauseEventName, CausePattern, CauseState } from '#lib/dispute/cause.ts'
import type { Outcome } from '#lib/dispute/kinds.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { UUID } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'

export type CauseView = {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly pattern: CausePattern
  readonly state: CauseState
  readonly createdAt: string
  readonly answer?: CauseAnswer
  readonly proposedBy?: string
  readonly answeredAt?: string
  /** Questions that are joined with it, and those of them that wait for its answer; also those that the caller must not see. */
  readonly joined: number
  readonly waiting: number
}

export type CauseEventView = {
  readonly number: string
  readonly at: string
  readonly step: CauseEventName
  readonly authorName: string
  readonly text?: string
  readonly count?: number
}

/** Who works, as what. */
export type By = { readonly staff: string; readonly role: StaffRole; readonly name: string }

type Row = NonNullable<Awaited<ReturnType<Snapshot['cause']['findUnique']>>>
const MOST = 200

/** Causes, open ones first, then the newest. */
export async function listCauses(tx: Snapshot): Promise<readonly CauseView[]> {
  const rows = await tx.cause.findMany({ orderBy: [{ answeredAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }], take: MOST })
  return Promise.all(rows.map((row) => toView(tx, row)))
}

/** @throws {AppError} `not-found` */
export async function readCause(tx: Snapshot, id: string): Promise<CauseView> {
  const row = UUID.test(id) ? await tx.cause.findUnique({ where: { id } }) : null
  if (!row) throw new AppError('not-found')
  return toView(tx, row)
}

/** What a cause is now, locked until the transaction ends. @throws {AppError} `not-found`; `not-now` in another state than these. */
export async function lockedCause(tx: Snapshot, id: string, states: readonly CauseState[]): Promise<CauseView> {
  if (UUID.test(id)) await tx.$queryRaw`SELECT 1 FROM cause WHERE id = ${id}::uuid FOR UPDATE`
  const cause = await readCause(tx, id)
  if (!states.includes(cause.state)) throw new AppError('not-now')
  return cause
}

export async function causeEvents(tx: Snapshot, cause: string): Promise<readonly CauseEventView[]> {
  const rows = await tx.causeEvent.findMany({ where: { cause }, orderBy: { number: 'asc' } })
  const events = rows.map(
    ({ number, at, step, authorName, text, detail }): CauseEventView => ({
      number: String(number),
      at: at.toISOString(),
      step: step as CauseEventName,
      authorName,
      ...(text !== null && { text }),
      ...(typeof (detail as { count?: unknown }).count === 'number' && { count: (detail as { count: number }).count }),
    }),
  )
  return events.reduce<readonly CauseEventView[]>(withBatch, [])
}

/** The batches of one joining count as one. */
function withBatch(events: readonly CauseEventView[], event: CauseEventView): readonly CauseEventView[] {
  const last = events.at(-1)
  if (last?.step !== 'merge' || event.step !== 'merge' || last.authorName !== event.authorName) return [...events, event]
  return [...events.slice(0, -1), { ...event, count: (last.count ?? 0) + (event.count ?? 0) }]
}

/** Writes down what was done; the database refuses it in anybody else’s name. */
export async function noteCause(
  tx: Snapshot,
  cause: string,
  step: CauseEventName,
  { staff, role, name }: By,
  { text, ...detail }: { readonly text?: string; readonly count?: number; readonly reference?: string; readonly answer?: CauseAnswer } = {},
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO cause_event (cause, step, party, author, author_name, text, detail)
    VALUES (${cause}::uuid, ${step}, ${role}, ${staff}::uuid, ${name}, ${text ?? null}, ${JSON.stringify(detail)}::jsonb)`
}

/** How many questions are joined with it, and how many of them wait. */
async function countsOf(tx: Snapshot, id: string): Promise<{ readonly joined: number; readonly waiting: number }> {
  const [counts] = await tx.$queryRaw<{ joined: bigint; waiting: bigint }[]>`SELECT joined, waiting FROM cases_of_cause(${id}::uuid)`
  return { joined: Number(counts?.joined ?? 0), waiting: Number(counts?.waiting ?? 0) }
}

async function toView(tx: Snapshot, row: Row): Promise<CauseView> {
  const { id, title, description, organisation, recordSystem, automatic, askedFrom, askedUntil, outcome, texts, proposedBy, answeredAt } =
    row
  return {
    id,
    title,
    description,
    pattern: {
      ...(organisation !== null && { organisation }),
      ...(recordSystem !== null && { recordSystem }),
      ...(automatic !== null && { automatic }),
      ...(askedFrom && { from: dayOf(askedFrom) }),
      ...(askedUntil && { until: dayOf(askedUntil) }),
    },
    state: row.state as CauseState,
    createdAt: row.createdAt.toISOString(),
    ...(outcome !== null && { answer: { outcome: outcome as Outcome, texts: texts as CauseAnswer['texts'] } }),
    ...(proposedBy !== null && { proposedBy }),
    ...(answeredAt && { answeredAt: answeredAt.toISOString() }),
    ...(await countsOf(tx, id)),
  }
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10)
