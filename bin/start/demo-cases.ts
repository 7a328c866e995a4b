import type { Pool } from '#lib/db/pool.ts'
import { createDatabase, type Snapshot } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import type { DemoStaff } from '#lib/dispute/demo.ts'
import { demoCases, looksOf } from '#lib/dispute/demo-cases.ts'
import { MOST_ENTRIES, severityOf } from '#lib/dispute/kinds.ts'
import { organisationKey } from '#lib/dispute/organisation.ts'
import { env } from '#lib/env.ts'
import type { Named, PatientIdentifier } from '#lib/event/access-event.ts'
import { identifierOf } from '#lib/event/demo/shapes.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { readExceptions } from '#lib/server/calendar.ts'
import { keepProof } from '#lib/server/disputes/ask.ts'
import { type NamedEntry, openCase, takeStep } from '#lib/server/disputes/cases.ts'
import { readEntries } from '#lib/server/disputes/named-entries.ts'
import { Portal } from '#lib/server/portal.ts'
import { workingDays } from '#lib/server/public-holidays.ts'
import { listStaff, type RegisteredStaff } from '#lib/server/register-staff.ts'
import { staffLook } from '#lib/server/staff-look.ts'
import { checkAsBrowser, type DemoLog } from './demo-proof.ts'

const LONGEST_MS = 300_000

type Dated = ReturnType<typeof demoCases>[number]
type Staff = (somebody: DemoStaff) => RegisteredStaff
type Check = (
  identifier: PatientIdentifier,
  entries: readonly NamedEntry[],
) => Promise<Awaited<ReturnType<typeof checkAsBrowser>> | undefined>
type With = { readonly calendar: Calendar; readonly staff: Staff; readonly checked: Check }
type Asked = NamedEntry & { readonly by: Named }
type Opened = Dated & { readonly reference: string; readonly organisations: readonly Named[] }

/**
 * Asks the questions of the demonstration, all or none, with what staff and others have done about them since. Where there is any question, it does
 * nothing. The browsers of people with a story check their entries in the log, where there is one; the others have none that could.
 */
export async function askDemoQuestions(ownerUrl: string, owner: Pool, log?: DemoLog, now = new Date()): Promise<number> {
  const { HOLIDAY_COUNTRY: country, TIME_ZONE: timeZone } = env('owner')
  const calendar = workingDays({ country, timeZone }, await readExceptions(owner))
  const registered = await listStaff(owner)
  const staff: Staff = ({ code }) => {
    const found = registered.find(({ subject }) => subject === `EE${code}`)
    if (!found) throw new Error(`EE${code} works here no more: npm run reset begins the demonstration anew.`)
    return found
  }
  const database = createDatabase(ownerUrl)
  try {
    const checked: Check = async (identifier, entries) => log && checkAsBrowser(database, log, identifier, entries)
    const opened = await database.$transaction((tx) => askAll(tx, { calendar, staff, checked }, now), { timeout: LONGEST_MS })
    for (const one of opened) await look(owner, one, staff)
    return opened.length
  } finally {
    await database.$disconnect()
  }
}

async function askAll(tx: Snapshot, given: With, now: Date): Promise<readonly Opened[]> {
  if ((await tx.dispute.findFirst({ select: { id: true } })) !== null) return []
  const opened: Opened[] = []
  for (const one of demoCases(given.calendar, now)) {
    const entries = await entriesOf(tx, one)
    if (entries.length === 0) continue
    const named = entries.map(({ by: _, ...entry }) => entry)
    opened.push({ ...one, reference: await ask(tx, one, named, given), organisations: entries.map(({ by }) => by) })
  }
  return opened
}

const keyOf = ({ asker }: Dated) => patientKey(identifierOf(asker.code))

async function entriesOf(tx: Snapshot, one: Dated): Promise<readonly Asked[]> {
  const patient = keyOf(one)
  const rows = await tx.event.findMany({ where: { patient }, select: { historyIndex: true } })
  const indexes = rows.map(({ historyIndex }) => Number(historyIndex))
  const asked = (await readEntries(tx, patient, indexes, Date.now())).flatMap(({ shown, named }): Asked[] =>
    named && 'event' in shown && one.about(shown.event) ? [{ ...named, verdict: 'unverified', by: shown.event.organisation }] : [],
  )
  return asked.slice(0, MOST_ENTRIES)
}

async function ask(tx: Snapshot, one: Dated, unverified: readonly NamedEntry[], { calendar, staff, checked }: With): Promise<string> {
  const { asker, locale, reasons, wants, care, knows, safeContact = false, text, at, steps } = one
  const patient = keyOf(one)
  const found = asker.story === '' ? undefined : await checked(identifierOf(asker.code), unverified)
  const entries = unverified.map((entry) => ({ ...entry, verdict: found?.verdicts.get(entry.historyIndex) ?? entry.verdict }))
  const name = `${asker.givenName} ${asker.familyName}`
  const severity = severityOf(reasons, { automatic: entries.every(({ automatic }) => automatic) })
  const question = { entries, severity, reasons, wants, care, knows, safeContact, locale, text }
  const by = { party: 'patient', name } as const
  const { id, reference } = await openCase(
    tx,
    patient,
    { ...question, asker: 'patient', askerKey: patient, askerName: name },
    by,
    calendar,
    at,
  )
  if (found?.proof !== undefined) await keepProof(tx, { patient, id }, 1, Buffer.from(found.proof), at)
  for (const { by: who, after: _, at: when, ...step } of steps) {
    const party = typeof who === 'string' ? { party: who, name: who === 'clock' ? 'Sightline' : name } : partyOf(staff(who))
    await takeStep(tx, { patient, id }, { ...step, ...party }, calendar, when)
  }
  return reference
}

const partyOf = ({ id, name, role, organisation }: RegisteredStaff) => ({
  party: role,
  by: id,
  name,
  ...(organisation !== null && { organisation }),
})

/** That staff looked at the entries stands in the person's list. */
async function look(owner: Pool, { asker, reference, steps, organisations }: Opened, staff: Staff): Promise<void> {
  const patient = identifierOf(asker.code)
  for (const { staff: somebody, at } of looksOf(steps)) {
    const { name, role, organisation: own } = staff(somebody)
    const session = { visit: `demonstration ${somebody.code}`, role, name, organisation: own ?? undefined }
    const organisation = organisations.find((named) => organisationKey(named) === own)
    const portal = new Portal(owner, { operator: env('owner').OPERATOR_NAME, now: () => at })
    await portal.record(staffLook(session, { patient, reference, ...(organisation && { organisation }) }))
  }
}
