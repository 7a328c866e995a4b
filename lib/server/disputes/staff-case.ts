import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { Snapshot } from '#lib/db/prisma.ts'
import { type CaseFacts, stepsFor } from '#lib/dispute/case.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import { organisationKey } from '#lib/dispute/organisation.ts'
import type { QueueRow } from '#lib/dispute/queue-view.ts'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import type { OpenedCase, StaffCase, StaffEntry } from '#lib/dispute/staff-view.ts'
import { type CaseView, clocksOf } from '#lib/dispute/view.ts'
import { forStaff } from '#lib/event/for-staff.ts'
import { bindingOf } from '#lib/ledger/binding.ts'
import { AppError } from '../app-error.ts'
import { calendar } from '../calendar.ts'
import { forPage } from '../problem.ts'
import { requireStaff, type StaffSession } from '../staff.ts'
import { staffTransaction } from '../staff-database.ts'
import { recordStaffLook } from '../staff-look.ts'
import { type CaseId, readFacts } from './cases.ts'
import { readCaseEntries } from './entries.ts'
import { hintsOf } from './hints.ts'
import { type Found, findCase, identifierOf, requireNoInterest, unlessConflicted } from './opening.ts'
import { readCase } from './view.ts'

/**
 * A case for the staff member who is logged in: what the queue says of it, and what is in it if they hold it, review it, answer for the
 * organisation that was asked, or were let in. That they looked is an event of the patient's list, committed before anything is read.
 *
 * @throws {AppError} `not-logged-in`; `not-found` for what is no case, or none for them. Leads away who has a conflict of interest.
 */
export function staffCase(id: string): Promise<StaffCase> {
  return forPage(async () => {
    const session = await requireStaff(STAFF_ROLES)
    const { staff, role, visit } = session
    const now = new Date()
    const { found, facts, more } = await staffTransaction(
      session,
      async (tx) => {
        const found = await findCase(tx, id)
        return { found, facts: await readFacts(tx, found.at), more: await around(tx, found.row) }
      },
      { readOnly: true },
    )
    const base = { row: found.row, ...more, steps: stepsOf(facts, session, now, found.opened), me: { staff, role, visit }, now }
    if (!found.opened) return base
    const read = (tx: Snapshot) => readOpened(tx, found.at, facts, now)
    const opened = await unlessConflicted(session, found.at, () => lookAt(session, found, read))
    return opened === 'conflict' ? redirect('/support?problem=conflict') : { ...base, opened }
  })
}

/** Reads what is in a case, after it was noted in the patient's list that this staff member looks. */
export async function lookAt<T>(session: StaffSession, { at, row }: Found, read: (tx: Snapshot) => Promise<T>): Promise<T> {
  const { patient, organisation } = await staffTransaction(
    session,
    async (tx) => {
      await requireNoInterest(tx, session, at)
      return { patient: await identifierOf(tx, at), organisation: session.role === 'officer' ? await organisationOf(tx, at) : undefined }
    },
    { readOnly: true },
  )
  await recordStaffLook(session, { patient, reference: row.reference, ...(organisation && { organisation }) })
  return staffTransaction(session, read, { readOnly: true })
}

/** A file that was handed in with a case, for whom it is opened. Proofs are not among them: they say which documents were looked at. */
export function staffFile(id: string, file: string): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }> {
  return readFile(id, file, 'attachment')
}

/** A proof that the asker attached, for this server to check: its bytes must not be sent to staff. @throws as `staffFile` */
export function proofFile(id: string, file: string): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }> {
  return readFile(id, file, 'proof')
}

async function readFile(id: string, file: string, kind: 'attachment' | 'proof') {
  const session = await requireStaff(STAFF_ROLES)
  if (!z.uuid().safeParse(file).success) throw new AppError('not-found')
  const found = await staffTransaction(session, (tx) => findCase(tx, id), { readOnly: true })
  if (!found.opened) throw new AppError('not-found')
  const { patient } = found.at
  const read = (tx: Snapshot) => tx.disputeFile.findFirst({ where: { patient, dispute: id, id: file, kind } })
  const row = await unlessConflicted(session, found.at, () => lookAt(session, found, read))
  if (!row || row === 'conflict') throw new AppError('not-found')
  return { name: row.name, type: row.type, bytes: row.bytes }
}

/** What each may do besides, whatever the machine says: nobody writes into a case that they cannot see. */
const FROM_OUTSIDE: readonly StepName[] = ['acknowledge', 'assign', 'take-review', 'conflict', 'break-glass']

export function stepsOf(facts: CaseFacts, { staff, role, organisation }: StaffSession, at: Date, opened = true): readonly StepName[] {
  const steps = stepsFor(facts, { party: role, by: staff, at, ...(organisation !== undefined && { organisation }) })
  return opened ? steps : steps.filter((step) => FROM_OUTSIDE.includes(step))
}

async function around(tx: Snapshot, { assignee }: QueueRow) {
  const agents = await tx.staff.findMany({
    where: { role: 'agent', endedAt: null },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const holder = assignee === null ? null : await tx.staff.findUnique({ where: { id: assignee }, select: { name: true } })
  return { agents, holder: holder?.name }
}

async function readOpened(tx: Snapshot, at: CaseId, facts: CaseFacts, now: Date): Promise<OpenedCase> {
  const view = await readCase(tx, at, 'staff')
  const entries = await staffEntries(tx, at, view, now)
  const { locale } = await tx.dispute.findUniqueOrThrow({ where: { patient_id: at }, select: { locale: true } })
  const officers = await tx.staff.findMany({
    where: { role: 'officer', endedAt: null, organisation: { in: entries.map(({ organisation }) => organisation) } },
    select: { organisation: true },
    distinct: ['organisation'],
  })
  return {
    view,
    entries,
    clocks: clocksOf(view, await calendar(), now),
    hints: await hintsOf(tx, at, view),
    askable: officers.flatMap(({ organisation }) => organisation ?? []),
    proposal: facts.proposal?.text,
    locale,
  }
}

async function staffEntries(tx: Snapshot, { patient }: CaseId, view: CaseView, now: Date): Promise<readonly StaffEntry[]> {
  const said = await readCaseEntries(tx, patient, view.entries, now.getTime())
  const rows = await tx.event.findMany({
    where: { patient, historyIndex: { in: view.entries.map(({ historyIndex }) => BigInt(historyIndex)) } },
    select: { historyIndex: true, commitment: true, event: true, eventNonce: true, concealed: true, concealedNonce: true, withheld: true },
  })
  const byIndex = new Map(rows.map((row) => [Number(row.historyIndex), row]))
  return said.flatMap((entry): StaffEntry[] => {
    const row = byIndex.get(entry.historyIndex)
    if (!row) return []
    const proof = { commitment: Buffer.from(row.commitment).toString('hex'), binding: bindingOf(row) }
    return [{ ...('event' in entry ? { ...entry, event: forStaff(entry.event) } : entry), ...proof }]
  })
}

/** As the entries name it, the organisation for which a privacy officer looks. */
async function organisationOf(tx: Snapshot, at: CaseId) {
  const view = await readCase(tx, at, 'staff')
  const entries = await readCaseEntries(tx, at.patient, view.entries)
  const [first] = entries.flatMap((entry) => ('event' in entry ? [entry.event.organisation] : []))
  return first && organisationKey(first) !== '' ? first : undefined
}
