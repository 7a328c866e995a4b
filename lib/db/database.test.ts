import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect, createPool, transaction } from './pool.ts'
import { createDatabase, patientSnapshot, staffWork } from './prisma.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

const MARI = '11111111-1111-4111-8111-111111111111'
const JAAN = '22222222-2222-4222-8222-222222222222'

describe('the database', () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
    const owner = await connect(database.ownerUrl)
    await owner.query(`INSERT INTO patient (patient, system, value) VALUES ($1, 'urn:s', '1'), ($2, 'urn:s', '2')`, [MARI, JAAN])
    await owner.end()
  })
  after(() => database.close())

  test('a patient sees only their own row even when the query forgets to ask for it', async () => {
    const web = createDatabase(database.urls.web)
    const seen = await patientSnapshot(web, MARI, (snapshot) => snapshot.patient.findMany())
    assert.deepEqual(
      seen.map((row) => row.patient),
      [MARI],
    )
    assert.deepEqual(await web.patient.findMany(), [], 'outside a snapshot nobody is visible')
    await web.$disconnect()
  })

  const forbidden: readonly (readonly [keyof TestDatabase['urls'], string])[] = [
    ['web', `UPDATE event SET commitment = ''`],
    ['web', 'DELETE FROM event'],
    ['web', 'INSERT INTO pending (patient, id) VALUES (gen_random_uuid(), gen_random_uuid())'],
    ['web', `UPDATE log_head SET note = ''`],
    ['web', 'SELECT * FROM stage'],
    ['web', 'DELETE FROM submission'],
    ['web', 'DELETE FROM pending'],
    ['web', `UPDATE pending SET event = ''`],
    ['gateway', `INSERT INTO submission VALUES (gen_random_uuid(), 'portal', sha256('x'), gen_random_uuid())`],
    ['web', `INSERT INTO submission VALUES (gen_random_uuid(), 'portal', sha256('x'), gen_random_uuid())`],
    ['gateway', 'SELECT * FROM event'],
    ['gateway', 'SELECT event FROM pending'],
    ['gateway', `UPDATE pending SET event = ''`],
    ['gateway', 'DELETE FROM pending'],
    ['gateway', 'SELECT * FROM session'],
    ['gateway', 'SELECT label FROM patient'],
    ['sequencer', `UPDATE event SET commitment = ''`],
    ['sequencer', 'DELETE FROM event'],
    ['sequencer', `UPDATE pending SET event = ''`],
    ['sequencer', `UPDATE patient SET value = ''`],
    ['sequencer', 'SELECT * FROM session'],
    ['fsck', 'SELECT * FROM session'],
    ['fsck', `UPDATE event SET commitment = ''`],
    ['fsck', 'DELETE FROM event'],
    ['fsck', 'DELETE FROM fsck_run'],
    ['fsck', 'UPDATE fsck_run SET differences = 0'],
    ['apps', 'SELECT * FROM event'],
    ['apps', 'SELECT event_nonce FROM event'],
    ['apps', 'SELECT event FROM pending'],
    ['apps', 'SELECT value FROM patient'],
    ['apps', 'SELECT * FROM session'],
    ['apps', `UPDATE event SET event = ''`],
    ['apps', 'DELETE FROM event'],
    ['web', 'INSERT INTO fsck_run VALUES (now(), now(), 1, 1, 0)'],
    ['web', 'SELECT * FROM alert_known'],
    ['web', 'UPDATE alert_settings SET seen = 0'],
    ['web', `INSERT INTO alert_message (patient, channel, target, cause, urgent) VALUES (gen_random_uuid(), 'email', '', 'x', true)`],
    ['web', `SELECT graphile_worker.add_job('send')`],
    ['sequencer', 'SELECT * FROM alert_settings'],
    ['sequencer', 'SELECT * FROM alert_followed'],
    ['sequencer', `SELECT graphile_worker.add_job('send')`],
    ['sequencer', `SELECT queue_confirmation(gen_random_uuid(), '')`],
    ['gateway', 'SELECT * FROM alert_settings'],
    ['gateway', `SELECT queue_alerts('{}')`],
    ['fsck', 'SELECT * FROM alert_email'],
    ['web', 'SELECT queue_case_news(gen_random_uuid(), gen_random_uuid(), 1)'],
    ['gateway', 'SELECT queue_case_news(gen_random_uuid(), gen_random_uuid(), 1)'],
    ['worker', 'SELECT * FROM patient'],
    ['worker', 'SELECT * FROM pending'],
    ['worker', 'SELECT * FROM session'],
    ['worker', 'SELECT event_nonce FROM event'],
    ['worker', 'SELECT network FROM event'],
    ['worker', `UPDATE event SET event = ''`],
    ['worker', 'DELETE FROM event'],
    ['worker', `UPDATE alert_email SET address = ''`],
    ['worker', `UPDATE alert_confirmation SET address = ''`],
    ['worker', 'DELETE FROM alert_settings'],
    ['worker', 'SELECT * FROM dispute_event'],
    ['worker', 'SELECT * FROM dispute_entry'],
    ['worker', 'SELECT answers FROM dispute_draft'],
    ['worker', 'UPDATE dispute SET severity = 1'],
    ['worker', 'UPDATE dispute_event SET text = NULL'],
    ['worker', `UPDATE staff SET email = ''`],
    ['web', 'SELECT queue_asked(gen_random_uuid(), gen_random_uuid())'],
    ['web', 'SELECT * FROM staff_message'],
    ['staff', 'SELECT * FROM staff_message'],
    ['staff', `SELECT graphile_worker.add_job('asked')`],
    ['staff', 'SELECT code FROM assisted'],
    ['staff', 'UPDATE assisted SET searches = 0'],
    ['staff', 'UPDATE assisted SET until = now()'],
    ['staff', 'DELETE FROM assisted'],
    ['worker', 'SELECT name FROM assisted'],
    ['web', 'SELECT * FROM assisted'],
    ['web', 'SELECT * FROM assisted_entries(gen_random_uuid(), gen_random_uuid())'],
    ['web', `SELECT * FROM assisted_by_code('S', '')`],
    ['staff', 'SELECT * FROM patient'],
    ['staff', 'SELECT * FROM event'],
    ['staff', 'SELECT * FROM pending'],
    ['staff', 'SELECT * FROM session'],
    ['staff', 'SELECT * FROM representation'],
    ['staff', 'INSERT INTO submission VALUES (gen_random_uuid(), $$portal$$, sha256($$x$$), gen_random_uuid())'],
    ['staff', `UPDATE staff SET role = 'supervisor'`],
    ['staff', `INSERT INTO staff (subject, name, role) VALUES ('EE1', 'x', 'agent')`],
    ['staff', 'DELETE FROM staff'],
    ['staff', `UPDATE staff_session SET acr = 'high'`],
    ['staff', 'UPDATE staff_session SET created_at = now()'],
    ['staff', `INSERT INTO staff_session (staff, id, acr) VALUES (gen_random_uuid(), '', 'high')`],
    ['web', 'SELECT * FROM incident'],
    ['web', `INSERT INTO incident (reference, code, digest, proved) VALUES ('x', 'x', sha256('x'), true)`],
    ['gateway', `SELECT report_incident('x', sha256('x'), NULL, true)`],
    ['staff', `SELECT report_incident('x', sha256('x'), NULL, true)`],
    ['staff', 'UPDATE incident SET proved = true'],
    ['staff', 'DELETE FROM incident_event'],
    ['worker', 'SELECT evidence FROM incident'],
    ['worker', `UPDATE incident SET state = 'decided'`],
    ['worker', 'SELECT * FROM incident_event'],
    ['web', 'SELECT * FROM staff'],
    ['worker', 'SELECT asker_name FROM dispute'],
    ['worker', 'SELECT reasons FROM dispute'],
    ['web', 'SELECT * FROM dispute_answer_draft'],
    ['web', 'SELECT * FROM case_review'],
    ['worker', 'SELECT * FROM dispute_answer_file'],
    ['web', 'SELECT * FROM dispute_organisations()'],
    ['staff', 'UPDATE case_review SET drawn_by = gen_random_uuid()'],
    ['staff', 'DELETE FROM case_review'],
    ['web', 'SELECT * FROM staff_session'],
    ['gateway', 'SELECT * FROM staff'],
    ['worker', 'SELECT * FROM staff'],
    ['fsck', 'SELECT * FROM staff_session'],
  ]
  for (const [process, sql] of forbidden)
    test(`${process} may not: ${sql}`, async () => {
      const client = await connect(database.urls[process])
      await assert.rejects(client.query(sql), { code: '42501' })
      await client.end()
    })

  test('a staff member sees only their own sessions even when the query forgets to ask for them, and nobody who is not named sees any', async () => {
    const owner = await connect(database.ownerUrl)
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO staff (subject, name, role) VALUES ('EE1', 'Kadri Kuusk', 'agent'), ('EE2', 'Marko Laas', 'agent') RETURNING id`,
    )
    const [kadri = '', marko = ''] = rows.map(({ id }) => id)
    await owner.query(`INSERT INTO staff_session (staff, id, acr) VALUES ($1, '\\x01', 'high'), ($2, '\\x02', 'high')`, [kadri, marko])
    const client = createDatabase(database.urls.staff)
    const seen = await staffWork(client, kadri, (work) => work.staffSession.findMany())
    assert.deepEqual(
      seen.map(({ staff }) => staff),
      [kadri],
    )
    assert.deepEqual(await client.staffSession.findMany(), [])
    await staffWork(client, kadri, (work) => work.staffSession.updateMany({ data: { endedAt: new Date() } }))
    await assert.rejects(
      staffWork(client, kadri, (work) => work.staffSession.create({ data: { staff: marko, id: Buffer.from('x'), acr: 'high' } })),
    )
    await assert.rejects(staffWork(client, kadri, (work) => work.staffSession.deleteMany(), { readOnly: true }))
    const left = await owner.query('SELECT ended_at IS NULL AS open FROM staff_session ORDER BY id')
    assert.deepEqual(left.rows, [{ open: false }, { open: true }])
    await client.$disconnect()
    await owner.end()
  })

  test('an integer above 2^53−1 is refused, never rounded', async () => {
    const pool = createPool(database.urls.sequencer)
    await assert.rejects(pool.query('SELECT 9007199254740993::int8'), RangeError)
    await pool.end()
  })

  test('work that fails leaves nothing behind', async () => {
    const pool = createPool(database.urls.sequencer)
    await assert.rejects(
      transaction(pool, async (client) => {
        await client.query(`INSERT INTO log_head (origin, root, map_root) VALUES ('x', '', '')`)
        throw new Error('stop')
      }),
    )
    assert.equal((await pool.query('SELECT FROM log_head')).rowCount, 0)
    await pool.end()
  })

  test('no function with the owner’s rights reads a table that its caller has made', async () => {
    const owner = await connect(database.ownerUrl)
    const { rows } = await owner.query(`
      SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
        AND NOT coalesce(array_to_string(proconfig, ' '), '') LIKE '%search_path=pg_catalog, public, pg_temp%'`)
    await owner.end()
    assert.deepEqual(rows, [])
  })

  test('every per-patient table carries the patient first in its primary key and in each unique constraint', async () => {
    const owner = await connect(database.ownerUrl)
    const { rows } = await owner.query(`
      SELECT c.relname AS table, i.indexrelid::regclass::text AS index FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute first ON first.attrelid = c.oid AND first.attnum = i.indkey[0]
      WHERE i.indisunique AND first.attname <> 'patient'
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'patient' AND NOT a.attisdropped)
        AND c.relnamespace = 'public'::regnamespace`)
    await owner.end()
    assert.deepEqual(rows, [])
  })
})
