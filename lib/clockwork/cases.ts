import type { Logger } from 'pino'
import type { Database, Snapshot } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { DRAFT_DAYS } from '#lib/dispute/draft.ts'
import { REOPEN_DAYS } from '#lib/dispute/kinds.ts'
import { readMarks, remindersDue, type StoredMark } from '#lib/dispute/reminders.ts'
import { type CaseId, recount, takeStep } from '#lib/server/disputes/cases.ts'
import { addMessages } from './messages.ts'

/** With what time works: the worker's log-in, the health system's calendar, and milliseconds since 1970. */
export type Clockwork = {
  readonly database: Database
  readonly calendar: () => Promise<Calendar>
  readonly now: () => number
  readonly log: Pick<Logger, 'error'>
}

type Work = (tx: Snapshot, at: CaseId, calendar: Calendar, now: Date) => Promise<unknown>

const BATCH = 100
const TIME = { party: 'clock', name: 'Sightline' } as const
const DAY_MS = 86_400_000

/** Reminds of each case of which a reminder is due, and queues the e-mails about it: all of one case, or nothing. */
export function remind(clockwork: Clockwork): Promise<void> {
  const find = (skip: readonly string[], now: Date) => clockwork.database.$queryRaw<CaseId[]>`
    SELECT patient, id FROM dispute WHERE remind_at <= ${now} AND id <> ALL (${skip}::uuid[]) ORDER BY remind_at LIMIT ${BATCH}`
  return forEach(clockwork, 'remind', find, async (tx, at, calendar, now) => {
    const reminders = remindersDue(readMarks(await lockedMarks(tx, at)), calendar, now)
    if (reminders.length === 0) return recount(tx, at, calendar, now)
    for (const reminder of reminders) {
      const { clock, stage } = reminder
      await takeStep(tx, at, { ...TIME, step: 'remind', detail: { clock, stage } }, calendar, now)
      await addMessages(tx, at, reminder)
    }
  })
}

/** Closes each case that was decided so long ago that nobody may open it again. */
export function closeOld(clockwork: Clockwork): Promise<void> {
  const find = (skip: readonly string[], now: Date) => clockwork.database.$queryRaw<CaseId[]>`
    SELECT patient, id FROM dispute WHERE state = 'decided' AND decided_at <= ${new Date(now.getTime() - REOPEN_DAYS * DAY_MS)}
      AND id <> ALL (${skip}::uuid[]) LIMIT ${BATCH}`
  return forEach(clockwork, 'close', find, (tx, at, calendar, now) => takeStep(tx, at, { ...TIME, step: 'close' }, calendar, now))
}

/** Counts the deadlines of all cases anew, since a day may have become a holiday. */
export function recountAll(clockwork: Clockwork): Promise<void> {
  const find = (skip: readonly string[]) => clockwork.database.$queryRaw<CaseId[]>`
    SELECT patient, id FROM dispute WHERE due_at IS NOT NULL AND id <> ALL (${skip}::uuid[]) LIMIT ${BATCH}`
  return forEach(clockwork, 'recount', find, recount)
}

/** Deletes the drafts that nobody has gone on with, and who was asked for without a question. */
export async function forgetDrafts({ database, now }: Clockwork): Promise<void> {
  const before = new Date(now() - DRAFT_DAYS * DAY_MS)
  await database.$executeRaw`DELETE FROM dispute_draft WHERE changed_at < ${before}`
  await database.$executeRaw`DELETE FROM assisted WHERE dispute IS NULL AND until < ${before}`
}

/** How many cases are overdue. */
export async function countOverdue({ database, now }: Clockwork): Promise<number> {
  return database.dispute.count({ where: { dueAt: { lte: new Date(now()) } } })
}

/** A batch at a time, each case in a transaction of its own and once: one that cannot be worked on holds no other back. */
async function forEach(
  clockwork: Clockwork,
  what: string,
  find: (skip: readonly string[], now: Date) => Promise<readonly CaseId[]>,
  work: Work,
): Promise<void> {
  const { database, log } = clockwork
  const calendar = await clockwork.calendar()
  const seen: string[] = []
  for (;;) {
    const now = new Date(clockwork.now())
    const found = await find(seen, now)
    if (found.length === 0) return
    for (const at of found) {
      seen.push(at.id)
      try {
        await database.$transaction((tx) => work(tx, at, calendar, now), { maxWait: 2000, timeout: 10_000 })
      } catch (error) {
        log.error({ what, case: at.id, code: (error as { readonly code?: unknown }).code }, 'a step of time could not be made')
      }
    }
  }
}

async function lockedMarks(tx: Snapshot, { patient, id }: CaseId): Promise<readonly StoredMark[]> {
  const [row] = await tx.$queryRaw<{ marks: readonly StoredMark[] }[]>`
    SELECT marks FROM dispute WHERE patient = ${patient}::uuid AND id = ${id}::uuid FOR UPDATE`
  return row?.marks ?? []
}
