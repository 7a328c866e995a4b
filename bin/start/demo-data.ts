import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '#lib/db/pool.ts'
import { DEMO_STAFF } from '#lib/dispute/demo.ts'
import { env } from '#lib/env.ts'
import { DAY_MS, utcDay } from '#lib/event/days.ts'
import { DEMO_REPRESENTATIONS, type DemoPerson } from '#lib/event/demo/people.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { identifierOf } from '#lib/event/demo/shapes.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { registerRecordSystem } from '#lib/server/record-systems.ts'
import { addRepresentation, listRepresentations } from '#lib/server/register-representations.ts'
import { addStaff, listStaff } from '#lib/server/register-staff.ts'
import type { Children } from './children.ts'

const SEALED_MS = 60_000

export async function registerDemoSystems(owner: Pool): Promise<void> {
  for (const { register: _, shape: __, ...system } of DEMO_RECORD_SYSTEMS) await registerRecordSystem(owner, { ...system, active: true })
}

/** Who acts for whom, once: what somebody has changed since stays. */
async function registerDemoRepresentations(owner: Pool): Promise<void> {
  const { CHILD_UNTIL_AGE: childUntilAge, TIME_ZONE: timeZone } = env('owner')
  const rules = { childUntilAge, timeZone }
  if ((await listRepresentations(owner, rules)).length > 0) return
  const day = (days: number) => utcDay(Date.now() + days * DAY_MS)
  const names = ({ givenName, familyName }: DemoPerson) => `${givenName} ${familyName}`
  for (const { kind, representative, patient, source } of DEMO_REPRESENTATIONS) {
    const people = {
      patient: identifierOf(patient.code),
      patientName: names(patient),
      representative: identifierOf(representative.code),
      representativeName: names(representative),
    }
    const days = kind === 'mandate' ? { since: day(-40), until: day(325) } : { since: day(-800) }
    await addRepresentation(owner, { kind, source, ...people, ...days }, rules)
  }
}

/** Who works on questions, once. */
export async function registerDemoStaff(owner: Pool): Promise<void> {
  if ((await listStaff(owner)).length > 0) return
  for (const { code, givenName, familyName, role, organisation } of DEMO_STAFF)
    await addStaff(owner, {
      subject: `EE${code}`,
      name: `${givenName} ${familyName}`,
      role,
      organisation,
      person: patientKey(identifierOf(code)),
    })
}

/** Resolves when all of it is sealed, or after a minute: a time stamp soon after the start then covers it. */
export async function sendDemoData(children: Children, environment: NodeJS.ProcessEnv, owner: Pool): Promise<void> {
  await registerDemoRepresentations(owner)
  await children.run(['bin/demo-data.ts'], environment)
  for (const deadline = Date.now() + SEALED_MS; Date.now() < deadline; await sleep(500)) {
    const { rowCount } = await owner.query('SELECT FROM pending LIMIT 1')
    if (rowCount === 0) return
  }
}
