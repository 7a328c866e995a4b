import { handOver, type MailServer } from '#lib/alerts/smtp.ts'
import { addDays, type Calendar, dayIn, endOfDay } from '#lib/dispute/calendar.ts'
import { lastReminder, readMarks, type StoredMark } from '#lib/dispute/reminders.ts'
import type { CaseId } from '#lib/server/disputes/cases.ts'
import type { Clockwork } from './cases.ts'
import { staffLetter } from './letters.ts'
import { addMessages, type Message } from './messages.ts'

export type Telling = Clockwork & {
  readonly mailServer: MailServer | undefined
  readonly webOrigin: string
  readonly language: string
}

type State = 'waiting' | 'sent' | 'unknown' | 'dropped'
type Row = Message & {
  readonly dispute: string
  readonly reference: string
  readonly marks: readonly StoredMark[]
  readonly email: string | null
}

const MORNING_MS = 8 * 3_600_000

/** Queues that the officers of an organisation are told that it was asked, unless it has answered since. */
export async function tellAsked({ database, calendar, now }: Clockwork, at: CaseId): Promise<void> {
  const working = await calendar()
  await database.$transaction(async (tx) => {
    const row = await tx.dispute.findUnique({ where: { patient_id: at }, select: { marks: true } })
    if (!row) return
    const marks = row.marks as unknown as Row['marks']
    const running = lastReminder('provider', readMarks(marks), working, new Date(now()))
    if (running) await addMessages(tx, at, { ...running, stage: 'asked' })
  })
}

/**
 * Sends one e-mail to one of the staff, once; no longer where the clock has stopped, or has been reminded of again, or
 * where the case is theirs no more. On a day off it waits for
 * the morning of the next working day, unless something is overdue.
 *
 * @returns when it is to be tried again, if it waits.
 * @throws {Error} to be tried again; its message names nobody.
 */
export async function tellStaff(telling: Telling, patient: string, id: string): Promise<Date | undefined> {
  const { database, mailServer, webOrigin, language } = telling
  const [row] = await database.$queryRaw<Row[]>`
    SELECT m.clock, m.since, m.stage, m.dispute, d.reference, d.marks,
      (SELECT email FROM staff s WHERE s.id = m.staff AND s.ended_at IS NULL
         AND (s.id = d.assignee OR s.role = 'officer' AND s.organisation = d.provider OR s.role = 'supervisor' AND m.stage = 'overdue')
         AND NOT EXISTS (SELECT FROM dispute_conflict c WHERE c.patient = m.patient AND c.dispute = m.dispute AND c.staff = m.staff)) AS email
    FROM staff_message m JOIN dispute d ON d.patient = m.patient AND d.id = m.dispute
    WHERE m.patient = ${patient}::uuid AND m.id = ${id}::uuid AND m.state = 'waiting'`
  if (!row) return undefined
  const calendar = await telling.calendar()
  const now = new Date(telling.now())
  const dueDay = dueDayOf(row, calendar, now)
  if (dueDay === undefined || row.email === null || !mailServer)
    return move(telling, patient, id, 'waiting', 'dropped').then(() => undefined)
  if (row.stage !== 'overdue' && !calendar.isWorkingDay(dayIn(now, calendar.timeZone))) return nextMorning(now, calendar)
  const letter = await staffLetter(language, { ...row, dueDay, link: `${webOrigin}/support/cases/${row.dispute}` })
  const done = await handOver(mailServer, { ...letter, to: row.email, id }, () => move(telling, patient, id, 'waiting', 'claimed'))
  if (done === undefined) return undefined
  const states = { sent: 'sent', unknown: 'unknown', later: 'waiting', refused: 'dropped' } as const satisfies Record<typeof done, State>
  await move(telling, patient, id, 'claimed', states[done])
  if (done === 'later') throw new Error('staff: asked to try again later')
  return undefined
}

/** After a start, before any job runs: what a process that is gone had claimed may have been sent or not, and is never sent again. */
export async function recoverMessages({ database }: Clockwork): Promise<number> {
  return database.$executeRaw`UPDATE staff_message SET state = 'unknown', changed_at = now() WHERE state = 'claimed'`
}

/** Until when what this message says is due; undefined if it says nothing of today any more. */
function dueDayOf({ clock, since, stage, marks }: Row, calendar: Calendar, now: Date): string | undefined {
  const last = lastReminder(clock, readMarks(marks), calendar, now)
  const stands = last?.since.getTime() === since.getTime() && (stage === 'asked' || last.stage === stage)
  return stands ? last.dueDay : undefined
}

function nextMorning(now: Date, { timeZone, isWorkingDay }: Calendar): Date {
  let day = addDays(dayIn(now, timeZone), 1)
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return new Date(endOfDay(addDays(day, -1), timeZone).getTime() + MORNING_MS)
}

async function move({ database }: Clockwork, patient: string, id: string, from: 'waiting' | 'claimed', to: State | 'claimed') {
  const moved = await database.$executeRaw`
    UPDATE staff_message SET state = ${to}, changed_at = now() WHERE patient = ${patient}::uuid AND id = ${id}::uuid AND state = ${from}`
  return moved === 1
}
