import type { JsonObject, Snapshot } from '#lib/db/prisma.ts'
import { ASSISTED_MINUTES, MOST_A_DAY, MOST_SEARCHES, type Told, type Way } from '#lib/dispute/assisted.ts'
import { addDays, type Calendar, endOfDay } from '#lib/dispute/calendar.ts'
import { type Answers, NO_ANSWERS, problemsOf } from '#lib/dispute/draft.ts'
import { severityOf } from '#lib/dispute/kinds.ts'
import { type PatientIdentifier, UUID } from '#lib/event/access-event.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { AppError } from '../app-error.ts'
import { openCase } from '../disputes/cases.ts'
import { drawReference } from '../disputes/reference.ts'
import type { StaffSession } from '../staff-sessions.ts'
import { codeDigest } from './code.ts'
import { matchingEntries } from './entries.ts'
import type { Search, Start } from './forms.ts'

/** What of a question stands in its letter; `entries` are those that are asked about. */
type AskedFor = {
  readonly told?: Told
  readonly answers: Answers
  readonly entries: readonly { readonly at: string; readonly organisation: string }[]
}

/** Somebody is asked for. `patient` is their key. */
export type Assisted = {
  readonly patient: string
  readonly id: string
  readonly reference: string
  readonly identifier: PatientIdentifier
  readonly name: string
  readonly address: string | undefined
  readonly locale: string
  readonly way: Way
  readonly startedAt: Date
  readonly until: Date
  readonly searchesLeft: number
  readonly asked: AskedFor
  readonly dispute: string | undefined
}

type Worker = Pick<StaffSession, 'staff' | 'role' | 'name'>

const NOTHING: AskedFor = { answers: NO_ANSWERS, entries: [] }
const COLUMNS = {
  ...{ patient: true, id: true, reference: true, system: true, value: true, name: true, address: true, locale: true, way: true },
  ...{ startedAt: true, until: true, searches: true, asked: true, dispute: true },
} as const

/**
 * Begins to ask for somebody: for an hour, under a reference of its own. Nothing of theirs is read.
 *
 * @throws {AppError} `too-many-requests` when this staff member has asked for enough people today.
 */
export async function startAssisted(tx: Snapshot, { staff }: Worker, person: PatientIdentifier, given: Start): Promise<string> {
  const [{ today } = { today: 0 }] = await tx.$queryRaw<{ today: number }[]>`SELECT assisted_today() AS today`
  if (today >= MOST_A_DAY) throw new AppError('too-many-requests', { message: 'Too many people in a day.' })
  const reference = await drawReference(tx)
  const desk = given.way === 'desk' ? given : undefined
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO assisted (patient, staff, reference, system, value, name, address, locale, way, document, document_end, answers, remark, until)
    VALUES (${patientKey(person)}::uuid, ${staff}::uuid, ${reference}, ${person.system}, ${person.value}, ${given.name}, ${given.address || null},
            ${LANGUAGES[given.language].locale}, ${given.way}, ${desk?.document ?? null}, ${desk?.documentEnd ?? null}, ${[...given.answers]},
            ${given.remark || null}, now() + make_interval(mins => ${ASSISTED_MINUTES}))
    RETURNING id::text`
  return row?.id ?? ''
}

/** @throws {AppError} `not-found` for one of somebody else, or whose hour is over. */
export async function findAssisted(tx: Snapshot, { staff }: Pick<Worker, 'staff'>, id: string): Promise<Assisted> {
  const row = UUID.test(id) ? await tx.assisted.findFirst({ where: { id, staff, until: { gt: new Date() } }, select: COLUMNS }) : null
  if (!row) throw new AppError('not-found')
  return assistedOf(row)
}

/** Who asked for the person whose question this is, as far as the caller sees it. @throws {AppError} `not-found` where nobody did. */
export async function findByCase(tx: Snapshot, dispute: string): Promise<Assisted> {
  const row = UUID.test(dispute) ? await tx.assisted.findFirst({ where: { dispute }, select: COLUMNS }) : null
  if (!row) throw new AppError('not-found')
  return assistedOf(row)
}

/** Those that this staff member has begun, whose hour is not over; the newest first. */
export async function listAssisted(tx: Snapshot, { staff }: Pick<Worker, 'staff'>): Promise<readonly Assisted[]> {
  const rows = await tx.assisted.findMany({ where: { staff, until: { gt: new Date() } }, orderBy: { startedAt: 'desc' }, select: COLUMNS })
  return rows.map(assistedOf)
}

/** Notes what the person has named. The look at what matches must be recorded before it is read. @throws {AppError} `not-now` when that was done often enough. */
export async function searchAssisted(tx: Snapshot, { patient, id, asked }: Assisted, given: Search, { timeZone }: Calendar): Promise<void> {
  const { organisation, from, until, around } = given
  const [start, end] = [endOfDay(addDays(from, -1), timeZone), endOfDay(until, timeZone)]
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT assisted_search(${patient}::uuid, ${id}::uuid, ${organisation}, ${start}, ${end}) AS done`
  if (!row?.done) throw new AppError('not-now', { message: 'No more searches.' })
  await keep(tx, { patient, id }, { ...asked, told: { organisation, from, until, ...(around !== undefined && { around }) } })
}

/**
 * Asks about these entries for the person: a case whose asker is *assisted*. What was filled in is kept also where something is missing.
 *
 * @returns its id; undefined where something is missing.
 * @throws {AppError} `not-now` for what was sent already, or before anything was named.
 */
export async function sendAssisted(
  tx: Snapshot,
  worker: Worker,
  id: string,
  { chosen, answers, code }: { readonly chosen: readonly number[]; readonly answers: Answers; readonly code: string },
  calendar: Calendar,
): Promise<string | undefined> {
  await tx.$queryRaw`SELECT id FROM assisted WHERE id = ${id}::uuid AND staff = ${worker.staff}::uuid FOR UPDATE`
  const assisted = await findAssisted(tx, worker, id)
  const { patient, asked, reference, name, locale } = assisted
  const { told } = asked
  if (assisted.dispute !== undefined || !told) throw new AppError('not-now')
  const matching = await matchingEntries(tx, { patient, id, told }, { now: new Date(), timeZone: calendar.timeZone })
  const picked = matching.filter(({ named }) => chosen.includes(named.historyIndex))
  const entries = picked.map(({ shown, organisation }) => ({ at: shown.at, organisation }))
  await keep(tx, assisted, { told, answers, entries })
  if (problemsOf(picked.length, answers).length > 0) return undefined
  const { reasons, wants, care = 'unsure', knows = 'unsure', safeContact, text } = answers
  const opened = await openCase(
    tx,
    patient,
    {
      ...{ reasons, wants, care, knows, safeContact, locale, reference, asker: 'assisted', askerKey: patient, askerName: name },
      entries: picked.map(({ named }) => named),
      severity: severityOf(reasons, { automatic: picked.every(({ named }) => named.automatic) }),
      text: text.trim() === '' ? undefined : text,
      opener: worker.staff,
    },
    { party: worker.role, by: worker.staff, name: worker.name },
    calendar,
  )
  await tx.$executeRaw`
    UPDATE assisted SET dispute = ${opened.id}::uuid, code = ${codeDigest(reference, code)} WHERE patient = ${patient}::uuid AND id = ${id}::uuid`
  return opened.id
}

/** The question whose code this is, opened to the caller for half an hour. Each wrong one counts, so the transaction has to be committed. */
export async function openByCode(
  tx: Snapshot,
  reference: string,
  code: string,
): Promise<{ readonly verdict: 'right' | 'wrong' | 'locked'; readonly dispute?: string }> {
  const plain = reference.trim().toUpperCase()
  const [row] = await tx.$queryRaw<{ verdict: 'right' | 'wrong' | 'locked'; dispute: string | null }[]>`
    SELECT verdict, dispute::text FROM assisted_by_code(${plain}, ${codeDigest(plain, code)})`
  return { verdict: row?.verdict ?? 'wrong', ...(row?.dispute && { dispute: row.dispute }) }
}

async function keep(tx: Snapshot, { patient, id }: Pick<Assisted, 'patient' | 'id'>, asked: AskedFor): Promise<void> {
  const stored = asked as unknown as JsonObject
  await tx.$executeRaw`UPDATE assisted SET asked = ${stored}::jsonb WHERE patient = ${patient}::uuid AND id = ${id}::uuid`
}

type Row = Omit<Assisted, 'identifier' | 'address' | 'way' | 'searchesLeft' | 'asked' | 'dispute'> &
  PatientIdentifier & {
    readonly address: string | null
    readonly way: string
    readonly searches: number
    readonly asked: unknown
    readonly dispute: string | null
  }

function assistedOf({ system, value, address, way, searches, asked, dispute, ...row }: Row): Assisted {
  return {
    ...row,
    identifier: { system, value },
    address: address ?? undefined,
    way: way as Way,
    searchesLeft: MOST_SEARCHES - searches,
    asked: { ...NOTHING, ...(asked as Partial<AskedFor>) },
    dispute: dispute ?? undefined,
  }
}
