import type { Snapshot } from '#lib/db/prisma.ts'
import { type Answers, DRAFT_DAYS, MOST_DRAFTS, NO_ANSWERS } from '#lib/dispute/draft.ts'
import { MOST_ENTRIES } from '#lib/dispute/kinds.ts'
import { UUID } from '#lib/event/access-event.ts'
import { DAY_MS } from '#lib/event/days.ts'
import { AppError } from '../app-error.ts'
import { readEntries } from './named-entries.ts'

/** Whose entries a draft is about, and who writes it: nobody else finds it. Keys are those of `patientKey`. */
export type Author = { readonly patient: string; readonly author: string }

/** `entries` are history indexes, newest first. */
export type Draft = { readonly id: string; readonly entries: readonly number[]; readonly answers: Answers; readonly changedAt: Date }

type Row = { readonly id: string; readonly entries: readonly bigint[]; readonly answers: unknown; readonly changedAt: Date }

/**
 * Begins a draft; where the author has one of exactly these entries, it is that one.
 *
 * @throws {AppError} `not-found` for an entry that the patient has not; `bad-request` for none or too many; `too-many-requests` when the
 *   author has as many drafts as may be.
 */
export async function createDraft(tx: Snapshot, by: Author, entries: readonly number[]): Promise<string> {
  const sorted = await checked(tx, by, entries)
  await alone(tx, by)
  const known = await listDrafts(tx, by)
  const same = known.find((draft) => draft.entries.join() === sorted.join())
  if (same) return same.id
  if (known.length >= MOST_DRAFTS) throw new AppError('too-many-requests', { message: 'Too many drafts.' })
  const { id } = await tx.disputeDraft.create({ data: { ...keysOf(by), entries: sorted.map(BigInt) }, select: { id: true } })
  return id
}

/** The author's drafts about this list, the newest first, but for those that are too old. */
export async function listDrafts(tx: Snapshot, by: Author): Promise<readonly Draft[]> {
  const oldest = new Date(Date.now() - DRAFT_DAYS * DAY_MS)
  const rows = await tx.disputeDraft.findMany({
    where: { ...keysOf(by), changedAt: { gte: oldest } },
    orderBy: [{ changedAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map(draftOf)
}

/** @throws {AppError} `not-found` for a draft that is another's, is none or is too old. */
export async function findDraft(tx: Snapshot, by: Author, id: string): Promise<Draft> {
  const draft = UUID.test(id) ? (await listDrafts(tx, by)).find((one) => one.id === id) : undefined
  if (!draft) throw new AppError('not-found')
  return draft
}

/** What somebody answered last counts, wherever they did. @throws as `findDraft` */
export async function saveAnswers(tx: Snapshot, by: Author, id: string, answers: Answers): Promise<void> {
  await findDraft(tx, by, id)
  await update(tx, by, id, { answers: { ...answers, reasons: [...answers.reasons], wants: [...answers.wants] } })
}

/** @throws as `findDraft` and `createDraft` */
export async function addEntries(tx: Snapshot, by: Author, id: string, entries: readonly number[]): Promise<void> {
  await alone(tx, by)
  const draft = await findDraft(tx, by, id)
  await update(tx, by, id, { entries: (await checked(tx, by, [...draft.entries, ...entries])).map(BigInt) })
}

/** @throws as `findDraft` */
export async function removeEntry(tx: Snapshot, by: Author, id: string, entry: number): Promise<void> {
  await alone(tx, by)
  const draft = await findDraft(tx, by, id)
  await update(tx, by, id, { entries: draft.entries.filter((one) => one !== entry).map(BigInt) })
}

/** Deletes it; what is deleted already stays so. */
export async function discardDraft(tx: Snapshot, by: Author, id: string): Promise<void> {
  if (UUID.test(id)) await tx.disputeDraft.deleteMany({ where: { ...keysOf(by), id } })
}

/** Until this transaction ends, no other one asks or drafts about this patient's list. */
export async function alone(tx: Snapshot, { patient }: Pick<Author, 'patient'>): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('sightline question ' || ${patient}, 0))::text`
}

/** A caller may know more of an author. */
const keysOf = ({ patient, author }: Author): Author => ({ patient, author })

async function update(
  tx: Snapshot,
  by: Author,
  id: string,
  change: { readonly entries?: bigint[]; readonly answers?: object },
): Promise<void> {
  await tx.disputeDraft.updateMany({ where: { ...keysOf(by), id }, data: { ...change, changedAt: new Date() } })
}

/** Each once, newest first. */
async function checked(tx: Snapshot, { patient }: Author, entries: readonly number[]): Promise<readonly number[]> {
  const each = [...new Set(entries)].sort((a, b) => b - a)
  if (each.length === 0 || each.length > MOST_ENTRIES)
    throw new AppError('bad-request', { message: `Between 1 and ${MOST_ENTRIES} entries.` })
  await readEntries(tx, patient, each, 0)
  return each
}

function draftOf({ id, entries, answers, changedAt }: Row): Draft {
  return { id, entries: entries.map(Number), answers: { ...NO_ANSWERS, ...(answers as Partial<Answers>) }, changedAt }
}
