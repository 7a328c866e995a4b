import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { DAY_MS } from '#lib/event/days.ts'
import { parseTrust, printTrust, type Trust } from '#lib/history/trust.ts'
import { mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { type Signer, signatureLine, type VerifiedSignature } from '#lib/tlog/note.ts'
import { printPolicy } from '#lib/tlog/policy.ts'
import { readCosigned, rememberCosigned } from './cosigned.ts'
import { readCoverage } from './coverage-rows.ts'
import { partiesOf, quorumOf } from './parties.ts'
import { readGrowth, readLastFsck, readPublished } from './published.ts'
import { enqueue } from './queue.ts'
import { Sequencer } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger, testSubmission } from './testing.ts'
import { Witnesses } from './witnesses.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()
const dayOf = (instant: string) => instant.slice(0, 10)

const cosigner = (name: string, seed: number) => mlDsa44Cosigner(name, new Uint8Array(32).fill(seed))
const [EVA, OTT, ADA] = [cosigner('eva.example', 11), cosigner('ott.example', 12), cosigner('ada.example', 13)]

/** Witnesses who are in this process and sign, or do not, as a test says. */
class Present extends Witnesses {
  signers: readonly Signer[] = []
  override async ask({ text }: { readonly text: string }) {
    return this.signers.map((signer) => signatureLine(signer, text))
  }
  override async askMissing() {
    return []
  }
  override async survey() {
    return { seen: [], enough: true }
  }
}

describe('what the public pages read, with the web server’s own log-in', () => {
  let ledger: TestLedger
  let web: Database
  let trust: Trust
  let sequencer: Sequencer
  let present: Present
  before(async () => {
    ledger = await TestLedger.make()
    web = createDatabase(ledger.database.urls.web)
    const policy = printPolicy({
      logs: ledger.keys.vkeys.map((vkey) => ({ vkey })),
      witnesses: [EVA, OTT, ADA].map(({ vkey }) => ({ name: vkey.name, vkey })),
      groups: [{ name: 'either', threshold: 1, members: ['eva.example', 'ott.example'] }],
      quorum: 'either',
    })
    trust = parseTrust(printTrust({ policy, vrf: ledger.keys.vrfKey, auditors: ['ada.example'], fresh: 600, skew: 300, systems: [] }))
    present = new Present(trust.keys)
    present.signers = [EVA.at(ledger.now), OTT.at(ledger.now), ADA.at(ledger.now)]
    const lead = await Sequencer.lead({ ...ledger.options(), witnesses: present })
    assert.ok(lead)
    sequencer = lead
  })
  after(async () => {
    await sequencer.close()
    await web.$disconnect()
    await ledger.close()
  })

  const register = (id: string, active = true) =>
    ledger.owner.query(
      `INSERT INTO record_system (id, client_id, name, base_url, organisation, active) VALUES ($1, $1, $2, $3, 'Tartu', $4)`,
      [id, `System ${id}`, `https://${id}.example`, active],
    )
  const report = (recordSystem: string, ...instants: readonly (readonly [accessed: string, recorded: string])[]) =>
    enqueue(
      ledger.gateway,
      instants.map(([accessedAt, recordedAt]) => ({ ...testSubmission(1, { accessedAt, recordedAt }), recordSystem })),
    )
  const published = async (now = ledger.now) => {
    const checkpoint = await readPublished(ledger.files, trust, now)
    assert.ok(typeof checkpoint === 'object')
    return checkpoint
  }
  const lastSigned = async () => {
    const { witnesses, auditors } = partiesOf(trust, (await published()).signatures, await readCosigned(web, TEST_ORIGIN))
    return [...witnesses, ...auditors].map(({ name, onNewest, lastSigned }) => [name, onNewest, lastSigned])
  }

  test('the newest checkpoint is read from its file, and is waiting once it is too old', async () => {
    assert.equal((await published()).size, 1)
    assert.equal((await published(ledger.now + 600)).waiting, undefined)
    assert.equal((await published(ledger.now + 601)).waiting, 'stale')
  })

  test('a checkpoint of another log is a mismatch, and none is none', async () => {
    const other = cosigner('x.example', 1).vkey
    const changed = { ...trust, logMlDsa44: other, keys: { ...trust.keys, logs: [{ vkey: trust.logEd25519 }, { vkey: other }] } }
    assert.equal(await readPublished(ledger.files, changed, ledger.now), 'mismatch')
    assert.equal(await readPublished(ledger.options().audit, trust, ledger.now), undefined)
  })

  test('when a witness last signed is remembered after the checkpoint that it signed is gone', async () => {
    const first = ledger.now
    ledger.now += 100
    present.signers = [EVA.at(ledger.now)]
    await ledger.submit(1)
    await sequencer.tick()
    assert.deepEqual(await lastSigned(), [
      ['eva.example', true, ledger.now],
      ['ott.example', false, first],
      ['ada.example', false, first],
    ])
  })

  test('a refreshed checkpoint is remembered too, and no time goes back', async () => {
    const before = ledger.now
    ledger.now += 100
    present.signers = [EVA.at(before - 50), OTT.at(ledger.now)]
    await sequencer.refresh()
    assert.deepEqual((await lastSigned()).slice(0, 2), [
      ['eva.example', true, before],
      ['ott.example', true, ledger.now],
    ])
  })

  test('of several lines of one key the latest is remembered', async () => {
    const client = await connect(ledger.database.ownerUrl)
    const line = (later: number) => ({ vkey: EVA.vkey, timestamp: ledger.now + later }) as VerifiedSignature
    await client.query('BEGIN')
    await rememberCosigned(client, TEST_ORIGIN, [line(7), line(9), line(8)])
    const { rows } = await client.query(`SELECT timestamp FROM cosigned WHERE name = 'eva.example'`)
    await client.query('ROLLBACK')
    await client.end()
    assert.deepEqual(rows, [{ timestamp: ledger.now + 9 }])
  })

  test('the quorum is told by the names of those who count', () => {
    assert.deepEqual(quorumOf(trust.keys), { kind: 'threshold', threshold: 1, of: ['eva.example', 'ott.example'] })
    assert.deepEqual(quorumOf({ ...trust.keys, quorum: 'none' }), { kind: 'none' })
    assert.deepEqual(quorumOf({ ...trust.keys, quorum: 'eva.example' }), { kind: 'threshold', threshold: 1, of: ['eva.example'] })
    const nested = [...trust.keys.groups, { name: 'deep', threshold: 2, members: ['either', 'ada.example'] }]
    assert.deepEqual(quorumOf({ ...trust.keys, groups: nested, quorum: 'deep' }), { kind: 'other' })
  })

  test('two keys of one name are one witness', () => {
    const second = cosigner('eva.example', 21).vkey
    const witnesses = [...trust.keys.witnesses, { name: 'eva/2', vkey: second }]
    const groups = [
      { name: 'eva', threshold: 1, members: ['eva.example', 'eva/2'] },
      { name: 'both', threshold: 2, members: ['eva', 'ott.example'] },
    ]
    const both = { ...trust, keys: { ...trust.keys, witnesses, groups, quorum: 'both' } }
    assert.deepEqual(
      partiesOf(both, [], []).witnesses.map(({ name, keys }) => [name, keys.length]),
      [
        ['eva.example', 2],
        ['ott.example', 1],
      ],
    )
    assert.deepEqual(quorumOf(both.keys), { kind: 'threshold', threshold: 2, of: ['eva.example', 'ott.example'] })
  })

  test('the log’s size is that of the end of each day', async () => {
    await ledger.owner.query(`INSERT INTO log_day VALUES ($1, current_date - 1, 1, now() - interval '1 day')`, [TEST_ORIGIN])
    const growth = await readGrowth(web, TEST_ORIGIN)
    assert.deepEqual(
      growth.map(({ size }) => size),
      [1, (await published()).size],
    )
    assert.ok((growth[0]?.day ?? '') < (growth[1]?.day ?? ''))
  })

  test('the last check of everything is the one that began last', async () => {
    assert.equal(await readLastFsck(web), undefined)
    await ledger.owner.query(
      `INSERT INTO fsck_run VALUES ('2026-01-01T00:00Z', '2026-01-01T00:10Z', 5, 4, 1), ('2026-01-02T00:00Z', '2026-01-02T00:01Z', 9, 8, 0)`,
    )
    assert.deepEqual(await readLastFsck(web), {
      startedAt: Date.UTC(2026, 0, 2),
      finishedAt: Date.UTC(2026, 0, 2, 0, 1),
      size: 9,
      differences: 0,
    })
  })

  test('coverage says since when, last heard from, and what came late, without a count', async () => {
    await register('backfilled')
    await register('new')
    await register('off', false)
    await ledger.owner.query(`UPDATE record_system SET kind = 'laboratory', not_reported = '{paper,refused}' WHERE id = 'backfilled'`)
    await ledger.owner.query(`UPDATE record_system SET not_reported = '{}' WHERE id = 'new'`)
    const reported = daysAgo(50)
    await report('backfilled', [daysAgo(400), daysAgo(400)], [daysAgo(120), reported], [daysAgo(100), reported], [daysAgo(90), daysAgo(90)])
    await sequencer.tick()
    await report('backfilled', [daysAgo(90), daysAgo(90)])
    await sequencer.tick()
    const { began, systems, more } = await readCoverage(web, TEST_ORIGIN, Date.now())
    assert.equal(began, dayOf(daysAgo(1)))
    assert.equal(more, 0)
    assert.deepEqual(
      systems.map(({ name, active }) => [name, active]),
      [
        ['System backfilled', true],
        ['System new', true],
        ['System off', false],
      ],
    )
    assert.deepEqual(
      systems.map(({ id, kind, notReported }) => [id, kind, notReported]),
      [
        ['backfilled', 'laboratory', ['paper', 'refused']],
        ['new', 'other', []],
        ['off', 'other', undefined],
      ],
    )
    const [late, nothing] = systems
    assert.deepEqual(late?.gaps, [
      { kind: 'late', from: dayOf(daysAgo(120)), to: dayOf(daysAgo(100)), reported: dayOf(reported), whole: true },
    ])
    assert.equal(late?.since, dayOf(daysAgo(400)))
    assert.ok(Math.abs((late?.lastHeard ?? 0) - Date.now()) < 60_000)
    assert.deepEqual([nothing?.since, nothing?.lastHeard, nothing?.gaps, nothing?.rhythm], [undefined, undefined, [], false])
    assert.doesNotMatch(JSON.stringify(systems), /event|count/)
  })

  test('what the sequencer counts is what the migration counts from the sealed events', async () => {
    const on = daysAgo(30)
    await report('backfilled', [on, daysAgo(27)], [on, daysAgo(25)], [on, daysAgo(26)])
    await sequencer.tick()
    await report('backfilled', [on, daysAgo(26)])
    await ledger.owner.query(`UPDATE pending SET received_at = now() - interval '1 hour'`)
    await sequencer.tick()
    const { rows } = await ledger.owner.query(
      `SELECT d.day FROM record_system_day d JOIN (
         SELECT record_system, accessed::date AS day, count(*) AS events, min(recorded) AS a, max(recorded) AS b, min(received_at) AS c, max(received_at) AS d
         FROM (SELECT *, (convert_from(event, 'UTF8')::jsonb ->> 'accessedAt')::timestamptz AT TIME ZONE 'UTC' AS accessed,
                         (convert_from(event, 'UTF8')::jsonb ->> 'recordedAt')::timestamptz AS recorded FROM event) AS e GROUP BY 1, 2
       ) AS e USING (record_system, day)
       WHERE (d.events, d.first_recorded_at, d.last_recorded_at, d.first_received_at, d.received_at) IS DISTINCT FROM (e.events, e.a, e.b, e.c, e.d)`,
    )
    assert.deepEqual(rows, [])
  })

  test('nothing of this can be changed by the web server', async () => {
    await assert.rejects(web.$executeRaw`UPDATE cosigned SET timestamp = 1`)
    await assert.rejects(web.$executeRaw`DELETE FROM record_system_day`)
    await assert.rejects(web.$executeRaw`INSERT INTO fsck_run VALUES (now(), now(), 1, 1, 0)`)
  })
})
