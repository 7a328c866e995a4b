import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { STAFF } from '#lib/event/demo/people.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { auditEvent } from '#lib/event/demo/shapes.ts'
import { requestToken } from '#lib/identity-provider/client-credentials.ts'
import { recordSystemKey } from '#lib/identity-provider/secrets.ts'
import { type LogKeys, readLogKeys } from '#lib/ledger/keys.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import type { Signer } from '#lib/tlog/note.ts'
import { asOwner as connectAsOwner } from '../bin/start/owner-url.ts'
import { PARTIES } from '../bin/start/parties.ts'

const { E2E_GATEWAY, E2E_ISSUER, E2E_DATA_DIR } = env('e2e')

/**
 * Submits one more look at somebody's test results, and waits until it is sealed.
 *
 * @returns when the gateway had taken it, in milliseconds.
 */
export async function submitLook(code: string, purpose: 'TREAT' | 'ETREAT' = 'TREAT'): Promise<number> {
  const system = SYSTEMS.clinic
  const key = await recordSystemKey(join(E2E_DATA_DIR, 'secrets'), system.clientId)
  const request = { issuer: E2E_ISSUER, clientId: system.clientId, key, audience: E2E_GATEWAY, scope: SUBMIT_SCOPE }
  const resource = auditEvent({
    system,
    patient: { code, givenName: 'Somebody', familyName: 'Else' },
    at: new Date().toISOString(),
    does: 'read',
    purpose,
    who: STAFF.familyNurse,
    items: [{ kind: 'laboratory', id: randomUUID(), title: 'Blood count' }],
    requestId: randomUUID(),
  })
  const answer = await fetch(new URL('/fhir/AuditEvent', E2E_GATEWAY), {
    method: 'POST',
    headers: { authorization: `Bearer ${(await requestToken(request)).value}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  })
  const taken = Date.now()
  expect(answer.status, await answer.text()).toBe(201)
  const id = answer.headers.get('location')?.split('/').at(-1)
  await expect.poll(() => isSealed('id = $1', id), { message: 'the look is sealed' }).toBe(true)
  return taken
}

/** Whether an entry that fits is in the published log. */
export function isSealed(condition: string, value: unknown): Promise<boolean> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<{ log_index: number }>(`SELECT max(log_index) AS log_index FROM event WHERE ${condition}`, [value])
    const index = rows[0]?.log_index ?? Number.POSITIVE_INFINITY
    return (await logSize()) > index
  })
}

/** Works in the product's database as the operator does. */
export async function asOwner<T>(work: (owner: Pool) => Promise<T>): Promise<T> {
  return connectAsOwner(await ownerUrl(), work)
}

/** The same with what writes cases there. */
export async function inDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = createDatabase(await ownerUrl())
  try {
    return await work(database)
  } finally {
    await database.$disconnect()
  }
}

const ownerUrl = () => readFile(join(E2E_DATA_DIR, 'secrets', 'owner-url'), 'utf8')

/** Somebody by their personal code. */
export const identifierOf = (code: string): PatientIdentifier => ({ system: 'https://fhir.ee/sid/pid/est/ni', value: code })
export const keyOf = (code: string) => patientKey(identifierOf(code))

async function logSize(): Promise<number> {
  const answer = await fetch(new URL('/log/checkpoint', E2E_GATEWAY))
  return answer.ok ? Number((await answer.text()).split('\n')[1]) : 0
}

/** The keys of the log of this test: for what a dishonest operator could sign. */
export function logKeys(origin: string): Promise<LogKeys> {
  return readLogKeys(join(E2E_DATA_DIR, 'secrets'), origin)
}

/** What all the demonstration's witnesses would sign if they were one with the operator. */
export async function colluders(timestamp: number): Promise<readonly Signer[]> {
  const keys = PARTIES.map((name) => cosignerKeys(join(E2E_DATA_DIR, 'parties', name), name))
  return (await Promise.all(keys)).flat().map((cosigner) => cosigner.at(timestamp))
}

/** Has the database refuse, for as long as `work` runs, that anybody's look at this person's list is recorded. */
export async function whileLooksCannotBeRecorded(code: string, work: () => Promise<void>): Promise<void> {
  const policy = `"no look of ${code}" ON pending`
  await asOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name')
    await owner.query(
      `CREATE POLICY ${policy} AS RESTRICTIVE FOR INSERT TO "${rows[0]?.name}_web" WITH CHECK (patient <> '${keyOf(code)}')`,
    )
  })
  try {
    await work()
  } finally {
    await asOwner((owner) => owner.query(`DROP POLICY ${policy}`))
  }
}

let people = 0

/** The personal code of somebody whom no other test knows, born in January 1990 or later. */
export function somebodyNew(): string {
  people += 1
  return `4${String(90 + Math.floor(people / 28)).padStart(2, '0')}01${String((people % 28) + 1).padStart(2, '0')}${String(process.pid % 10_000).padStart(4, '0')}`
}
