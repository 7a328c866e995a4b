import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import type { Pool } from '#lib/db/pool.ts'
import { KADRI, RIINA } from '#lib/dispute/demo.ts'
import { jcs } from '#lib/event/access-event.ts'
import { ANDRES, type DemoPerson, HELVE, JAAN } from '#lib/event/demo/people.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { stories } from '#lib/event/demo/stories.ts'
import { fromAuditEvent } from '#lib/event/fhir.ts'
import type { IdentifierSystem } from '#lib/event/identifier.ts'
import { logRoutes } from '#lib/gateway/log.ts'
import { printTrust } from '#lib/history/trust.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { enqueue, type Submission } from '#lib/ledger/queue.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TEST_ORIGIN, TestLedger } from '#lib/ledger/testing.ts'
import { verifyFile } from '#lib/verify/verify-file.ts'
import { askDemoQuestions } from './demo-cases.ts'
import { registerDemoStaff, registerDemoSystems } from './demo-data.ts'
import type { DemoLog } from './demo-proof.ts'

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const systems: readonly IdentifierSystem[] = [{ system: SYSTEM, aliases: [], pattern: '[0-9]{11}', strip: 'EE' }]

describe('the questions of the demonstration', () => {
  let ledger: TestLedger
  let owner: Pool
  let served: FastifyInstance
  let log: DemoLog
  before(async () => {
    ledger = await TestLedger.make()
    ledger.now = Math.floor(Date.now() / 1000)
    owner = ledger.owner
    await registerDemoSystems(owner)
    await registerDemoStaff(owner)
    await enqueue(ledger.gateway, submissions())
    const sequencer = await Sequencer.lead(ledger.options())
    assert.ok(sequencer)
    while ((await owner.query('SELECT FROM pending LIMIT 1')).rowCount !== 0) await sequencer.tick()
    await sequencer.close()
    const folder = join(ledger.folder, 'log')
    served = fastify()
    await served.register((server) => logRoutes(server, { folder, policy: 'quorum none\n' }), { prefix: '/log' })
    const url = `${await served.listen({ host: '127.0.0.1', port: 0 })}/log`
    log = { trust: printTrust({ ...ledger.trust }), origin: TEST_ORIGIN, folder, url }
  })
  after(async () => {
    await served.close()
    await ledger.close()
  })

  const rows = async <T extends object>(sql: string, ...values: readonly unknown[]) => (await owner.query<T>(sql, [...values])).rows
  const keyOf = ({ code }: DemoPerson) => patientKey({ system: SYSTEM, value: code })

  test('are asked once: a second start asks none', async () => {
    const from = performance.now()
    assert.equal(await askDemoQuestions(ledger.database.ownerUrl, owner, log), 43)
    const seconds = (performance.now() - from) / 1000
    console.log(`demonstration: 43 questions in ${seconds.toFixed(1)} s`)
    assert.equal(await askDemoQuestions(ledger.database.ownerUrl, owner, log), 0)
    assert.deepEqual(await rows('SELECT count(*)::int AS count FROM dispute'), [{ count: 43 }])
  })

  test('were asked over half a year, of each kind, in each language', async () => {
    const [span] = await rows<{ weeks: number }>(
      `SELECT extract(days FROM max(submitted_at) - min(submitted_at))::int / 7 AS weeks FROM dispute`,
    )
    assert.ok((span?.weeks ?? 0) >= 26)
    const distinct = async (column: string) =>
      (await rows<{ value: string }>(`SELECT DISTINCT ${column} AS value FROM dispute WHERE ${column} IS NOT NULL ORDER BY 1`)).map(
        ({ value }) => value,
      )
    assert.deepEqual(await distinct('locale'), ['en', 'et', 'ru'])
    assert.equal((await distinct('outcome')).length, 8)
    assert.deepEqual(await distinct('state'), [
      ...[
        'acknowledged',
        'awaiting_provider',
        'closed',
        'decided',
        'escalated',
        'needs_info',
        'provider_answered',
        'reopened',
        'submitted',
      ],
      ...['triage', 'under_review', 'withdrawn'],
    ])
  })

  test('happened before now, each step after the one before it, and are numbered as they were asked', async () => {
    const late = await rows(
      `SELECT dispute, number FROM (SELECT *, lag(at) OVER (PARTITION BY dispute ORDER BY number) AS before FROM dispute_event) AS e
       WHERE at > now() OR at < before`,
    )
    assert.deepEqual(late, [])
    const references = await rows<{ number: number }>(
      `SELECT split_part(reference, '-', 3)::int AS number FROM dispute ORDER BY submitted_at, reference`,
    )
    assert.deepEqual(
      references.map(({ number }) => number),
      references.map((_, i) => i + 1),
    )
  })

  test('leave one that nobody has confirmed in time, and one whose organisation has to answer soon', async () => {
    const soon = await rows<{ due: string; soon: boolean }>(
      `SELECT due, due_at < now() + interval '7 days' AS soon FROM dispute WHERE patient = $1`,
      keyOf(ANDRES),
    )
    assert.deepEqual(soon, [{ due: 'provider', soon: true }])
    const unconfirmed = await rows(`SELECT FROM dispute WHERE due = 'acknowledge' AND due_at < now()`)
    assert.equal(unconfirmed.length, 1)
    const [helve] = await rows<{ entries: number }>('SELECT count(*)::int AS entries FROM dispute_entry WHERE patient = $1', keyOf(HELVE))
    assert.equal(helve?.entries, 50)
  })

  test('come with proofs that verify, and with what was found by a browser, where somebody had one', async () => {
    const files = await rows<{ bytes: Buffer; named: number }>(
      `SELECT bytes, (SELECT count(*)::int FROM dispute_entry e WHERE e.dispute = f.dispute AND verdict = 'verified') AS named
       FROM dispute_file f WHERE kind = 'proof'`,
    )
    assert.equal(files.length, 9)
    for (const { bytes, named } of files) {
      const report = await verifyFile(bytes, ledger.trust)
      assert.ok(report.kind === 'history')
      assert.deepEqual([report.verdict, report.entries.length], ['verified', named])
    }
    const without = await rows(`SELECT FROM dispute d WHERE NOT EXISTS (SELECT FROM dispute_file f WHERE f.dispute = d.id)
      AND EXISTS (SELECT FROM dispute_entry e WHERE e.dispute = d.id AND verdict <> 'unverified')`)
    assert.deepEqual(without, [])
  })

  test('stand in the lists of those who asked, as looks of the staff who read their entries', async () => {
    const looks = await rows<{ name: string; organisation: string }>(
      `SELECT convert_from(concealed, 'UTF8')::jsonb #>> '{actor,name}' AS name, convert_from(event, 'UTF8')::jsonb #>> '{organisation,name}' AS organisation
       FROM pending WHERE patient = $1 ORDER BY name`,
      keyOf(ANDRES),
    )
    assert.deepEqual(looks, [{ name: `${KADRI.givenName} ${KADRI.familyName}`, organisation: 'the demonstration health system' }])
    assert.ok((await rows(`SELECT FROM pending WHERE convert_from(concealed, 'UTF8') LIKE '%${RIINA.familyName}%'`)).length > 0)
  })
})

/** All but those of the person with 3,000 entries. */
function submissions(): readonly Submission[] {
  const submittable = stories({ seed: 'sightline', until: new Date() })
  return submittable.flatMap(({ recordSystem, resource }): Submission[] => {
    const sender = DEMO_RECORD_SYSTEMS.find(({ id }) => id === recordSystem)
    const read = sender && fromAuditEvent(resource, sender, { systems })
    if (!read || !('event' in read) || read.event.patient.value === JAAN.code) return []
    const source = Buffer.from(jcs(resource)).toString()
    const digest = createHash('sha256').update(source).digest()
    const { actor, onBehalfOf } = read.concealed
    return [{ recordSystem, digest, source, event: read.event, concealed: { ...(actor && { actor }), ...(onBehalfOf && { onBehalfOf }) } }]
  })
}
