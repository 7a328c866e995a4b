import type { Snapshot } from '#lib/db/prisma.ts'
import { type CaseFacts, stepsFor } from '#lib/dispute/case.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import { organisationKey } from '#lib/dispute/organisation.ts'
import type { QueueRow } from '#lib/dispute/queue-view.ts'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import type { StaffCase, StaffEntry } from '#lib/dispute/staff-view.ts'
import { type CaseEntry, clocksOf } from '#lib/dispute/view.ts'
import type { Named, PatientIdentifier } from '#lib/event/access-event.ts'
import { forStaff } from '#lib/event/for-staff.ts'
import { bindingOf } from '#lib/ledger/binding.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt } from '../desk.ts'
import { type CaseId, readFacts } from './cases.ts'
import { readCaseEntries } from './entries.ts'
import { hintsOf } from './hints.ts'
import { findCase, requireNoInterest, unlessConflicted } from './opening.ts'
import { organisationName } from './organisations.ts'
import { checkProofs, readProofs } from './staff-proofs.ts'
import { readCase } from './view.ts'

/**
 * A case for a staff member; `conflict` where it is hidden from them from now on. That they looked is an event of the patient's list, committed
 * before anything that is in it is read.
 *
 * @throws {AppError} `not-found` for what is no case, or none for them.
 */
export async function readStaffCase(desk: Desk, id: string): Promise<StaffCase | 'conflict'> {
  const { session } = desk
  const { staff, role, visit } = session
  const now = new Date()
  const { found, facts, more } = await readAt(desk, STAFF_ROLES, async (tx) => {
    const found = await findCase(tx, id)
    return { found, facts: await readFacts(tx, found.at), more: await around(tx, found.row) }
  })
  const base = { row: found.row, ...more, steps: stepsOf(facts, session, now, found.opened), me: { staff, role, visit }, now }
  if (!found.opened) return base
  const opened = await lookAt(desk, found, (tx) => readOpened(tx, desk, found.at, facts, now))
  if (opened === 'conflict') return 'conflict'
  const { handed, said, ...rest } = opened
  return { ...base, opened: { ...rest, proofs: await checkProofs(handed, said) } }
}

/** Reads what is in a case, after it was noted in the patient's list that this staff member looks; `conflict` where it is hidden from them from now on. */
export function lookAt<T>(
  desk: Desk,
  { at, row: { reference } }: { readonly at: CaseId; readonly row: Pick<QueueRow, 'reference'> },
  read: (tx: Snapshot, patient: PatientIdentifier) => Promise<T>,
): Promise<T | 'conflict'> {
  return unlessConflicted(desk, at, async () => {
    const { patient, organisation } = await readAt(desk, STAFF_ROLES, async (tx) => {
      await requireNoInterest(tx, desk.session, at)
      return { patient: await identifierOf(tx, at), organisation: await organisationOf(tx, desk, at) }
    })
    await desk.look({ patient, reference, ...(organisation && { organisation }) })
    return readAt(desk, STAFF_ROLES, (tx) => read(tx, patient))
  })
}

async function identifierOf(tx: Snapshot, { patient }: CaseId): Promise<PatientIdentifier> {
  const [found] = await tx.$queryRaw<PatientIdentifier[]>`SELECT system, value FROM patient WHERE patient = ${patient}::uuid`
  if (!found) throw new AppError('not-found')
  return found
}

/** The organisation for which a privacy officer looks, as the entries name it. */
async function organisationOf(tx: Snapshot, { session: { role, organisation = '' } }: Desk, at: CaseId): Promise<Named | undefined> {
  if (role !== 'officer') return undefined
  const view = await readCase(tx, at, 'staff')
  const entries = await readCaseEntries(tx, at.patient, view.entries)
  const [first] = entries.flatMap((entry) => ('event' in entry ? [entry.event.organisation] : []))
  return first && organisationKey(first) !== '' ? first : { name: await organisationName(tx, organisation) }
}

/** What each may do besides, whatever the machine says: nobody writes into a case that they cannot see. */
const FROM_OUTSIDE: readonly StepName[] = ['acknowledge', 'assign', 'take-review', 'conflict', 'break-glass']

export function stepsOf(facts: CaseFacts, { staff, role, organisation }: Desk['session'], at: Date, opened = true): readonly StepName[] {
  const steps = stepsFor(facts, { party: role, by: staff, at, ...(organisation !== undefined && { organisation }) })
  return opened ? steps : steps.filter((step) => FROM_OUTSIDE.includes(step))
}

async function around(tx: Snapshot, { assignee, organisation }: QueueRow) {
  const agents = await tx.staff.findMany({
    where: { role: 'agent', endedAt: null },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const holder = assignee === null ? null : await tx.staff.findUnique({ where: { id: assignee }, select: { name: true } })
  return { agents, holder: holder?.name, organisation: await organisationName(tx, organisation) }
}

async function readOpened(tx: Snapshot, { session, calendar }: Desk, at: CaseId, facts: CaseFacts, now: Date) {
  // An organisation is told nothing of other cases and of what this service thinks of this one.
  const isOurs = session.role !== 'officer'
  const view = await readCase(tx, at, 'staff')
  const said = await readCaseEntries(tx, at.patient, view.entries, now.getTime())
  const entries = await staffEntries(tx, at, said)
  const { locale } = await tx.dispute.findUniqueOrThrow({ where: { patient_id: at }, select: { locale: true } })
  const officers = await tx.staff.findMany({
    where: { role: 'officer', endedAt: null, organisation: { in: entries.map(({ organisation }) => organisation) } },
    select: { organisation: true },
    distinct: ['organisation'],
  })
  return {
    view,
    said,
    handed: await readProofs(tx, at),
    entries,
    clocks: clocksOf(view, calendar, now),
    hints: isOurs ? await hintsOf(tx, at, view) : [],
    askable: officers.flatMap(({ organisation }) => organisation ?? []),
    proposal: isOurs ? facts.proposal?.text : undefined,
    locale,
  }
}

/** The entries of a case for staff, of those that the log-in of this transaction may see. */
export async function staffEntries(tx: Snapshot, { patient }: CaseId, said: readonly CaseEntry[]): Promise<readonly StaffEntry[]> {
  const rows = await tx.event.findMany({
    where: { patient, historyIndex: { in: said.map(({ historyIndex }) => BigInt(historyIndex)) } },
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
