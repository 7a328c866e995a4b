import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { addStaff } from '../register-staff.ts'
import { logIn } from '../testing-next.ts'
import { addLooked } from './testing.ts'

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const PERSON = { system: SYSTEM, value: '48403129900' }
const KADRI = { sub: 'EE49104179911', person: { system: SYSTEM, value: '49104179911' } }
const ORIGIN = 'http://localhost:3000'
const { changeAssisted } = await import('./changes.ts')
const { assistedPage, caseLetter, firstLetter, startPage } = await import('./pages.ts')
const { requireStaff } = await import('../staff.ts')

describe('the pages for asking for somebody', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-assisted-'))
  const patient = patientKey(PERSON)
  let database: TestDatabase
  let owner: Pool
  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    const trust = { systems: [{ system: SYSTEM, aliases: [], pattern: '\\d{11}' }] }
    writeFileSync(join(folder, 'trust.json'), JSON.stringify(trust))
    Object.assign(process.env, {
      WEB_ORIGIN: ORIGIN,
      WEB_DATABASE_URL: database.urls.web,
      STAFF_DATABASE_URL: database.urls.staff,
      SESSION_SECRET: 'only-for-tests-only-for-tests-only',
      TRUST_FILE: join(folder, 'trust.json'),
    })
    await addStaff(owner, { subject: KADRI.sub, name: 'Kadri Kuusk', role: 'agent', person: patientKey(KADRI.person) })
    await addStaff(owner, { subject: 'EE38502239910', name: 'Marko Laas', role: 'agent' })
    await addLooked(owner, PERSON)
  })
  after(async () => {
    await owner.end()
    await database.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(() => logIn(KADRI.sub, 'agent'))

  const START = { way: 'desk', code: PERSON.value, name: 'Mari', language: 'en', consent: 'yes', document: 'passport', documentEnd: '1234' }
  const SEARCH = { organisation: 'tartu', from: '2026-03-29', until: '2026-03-29' }
  const QUESTION = { 'entry.0': 'yes', 'reason.unknown-person': 'yes', 'want.explanation': 'yes', text: 'Who is that?' }
  const post = async (name: string, fields: Record<string, string>) => {
    const { visit } = await requireStaff(['agent'])
    const headers = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }
    const body = new URLSearchParams({ visit, ...fields })
    const answer = await changeAssisted(name, new Request(`${ORIGIN}/api/x`, { method: 'POST', body, headers }))
    return answer.headers.get('location')?.replace(`${ORIGIN}/support/`, '') ?? ''
  }
  const start = async () => (await post('start', START)).replace('assisted/', '')
  const asked = async () => {
    const id = await start()
    await post('search', { id, ...SEARCH })
    return id
  }
  const looks = async () =>
    (await owner.query<{ said: string }>(`SELECT convert_from(event, 'UTF8') AS said FROM pending WHERE patient = $1`, [patient])).rows.map(
      ({ said }) => /S-\d{4}-\d{5}/.exec(said)?.[0],
    )
  const missing = { message: /404/ }
  /** While no look can be recorded. */
  const blind = async <T>(work: () => Promise<T>) => {
    await owner.query('CREATE POLICY none ON pending AS RESTRICTIVE FOR INSERT WITH CHECK (false)')
    try {
      return await work()
    } finally {
      await owner.query('DROP POLICY none ON pending')
    }
  }

  test('begin with who it is, which must be a person and not the agent', async () => {
    assert.deepEqual((await startPage()).pattern, '\\d{11}')
    assert.equal(await post('start', { ...START, code: '1' }), 'assisted?problem=code')
    assert.equal(await post('start', { ...START, code: KADRI.person.value }), 'assisted?problem=code', 'nobody asks for themself here')
    assert.equal(await post('start', { ...START, consent: '' }), 'assisted?problem=missing')
    assert.equal((await owner.query('SELECT FROM assisted')).rowCount, 0)
  })

  test('show nothing and record nothing before anything was named', async () => {
    const { entries, assisted } = await assistedPage(await start())
    assert.deepEqual([entries, assisted.searchesLeft], [[], 5])
    assert.deepEqual(await looks(), [])
  })

  test('show the looks that match after it was recorded in the person’s list that somebody looks', async () => {
    const id = await asked()
    await assert.rejects(blind(() => assistedPage(id)))
    const { entries, assisted } = await assistedPage(id)
    assert.equal(entries[0]?.who.name, 'Anna Berg')
    assert.deepEqual(await looks(), [assisted.reference])
  })

  test('are nobody else’s', async () => {
    const id = await asked()
    await logIn('EE38502239910', 'agent')
    await assert.rejects(assistedPage(id), missing)
    await assert.rejects(firstLetter(id), missing)
    await assert.rejects(assistedPage('x'), missing)
    assert.equal(await post('search', { id, ...SEARCH }).catch(({ code }) => code), 'not-found')
    assert.equal(await post('send', { id, ...QUESTION }).catch(({ code }) => code), 'not-found')
  })

  test('make the question only after the look was recorded, once, and say what is missing', async () => {
    const id = await asked()
    await assert.rejects(firstLetter(id), missing, 'there is no letter of what was not asked')
    await assert.rejects(blind(() => post('send', { id, ...QUESTION })))
    assert.equal((await owner.query('SELECT FROM dispute')).rowCount, 0)
    assert.equal(await post('send', { id, 'entry.0': 'yes', text: 'Who?' }), `assisted/${id}?check=yes`)
    assert.equal((await assistedPage(id)).problems.length > 0, true)
    assert.equal(await post('send', { id, ...QUESTION }), `assisted/${id}`)
    assert.equal(await post('send', { id, ...QUESTION }), `assisted/${id}?problem=notNow`)
    const before = (await looks()).length
    await logIn(KADRI.sub, 'agent')
    assert.deepEqual((await assistedPage(id)).entries, [])
    assert.equal((await looks()).length, before, 'nothing is shown any more, and nobody looks')
    assert.deepEqual((await firstLetter(id)).assisted.asked.entries.length, 1)
  })

  test('open the question to who calls with the code, and its letter is a look', async () => {
    const id = await asked()
    await post('send', { id, ...QUESTION })
    const { assisted, code = '' } = await firstLetter(id)
    const { reference, dispute = '' } = assisted
    await logIn('EE38502239910', 'agent')
    await assert.rejects(caseLetter(dispute), missing)
    assert.equal(await post('look-up', { reference, code: 'AAAA-AAAA-AAAA' }), 'assisted?problem=wrong')
    assert.equal(await post('look-up', { reference, code }), `cases/${dispute}/letter`)
    const before = (await looks()).length
    await assert.rejects(blind(() => caseLetter(dispute)))
    const letter = await caseLetter(dispute)
    assert.deepEqual([letter.state, letter.answer, letter.code], ['submitted', undefined, undefined])
    assert.equal((await looks()).length, before + 1)
    await owner.query(
      `INSERT INTO dispute_event (patient, dispute, number, step, party, author_name, state, audience, text)
       SELECT patient, id, 9, 'decide', 'agent', 'Ene', 'decided', 'everybody', 'A mistake.' FROM dispute WHERE id = $1`,
      [dispute],
    )
    assert.equal((await caseLetter(dispute)).answer, undefined, 'of an answer that does not stand any more')
    await owner.query(`UPDATE dispute SET state = 'decided', outcome = 'mistaken' WHERE id = $1`, [dispute])
    assert.deepEqual([(await caseLetter(dispute)).answer, (await caseLetter(dispute)).answeredBy], ['A mistake.', 'Ene'])
  })

  test('know no other change', async () => {
    for (const name of ['toString', 'delete']) await assert.rejects(post(name, {}), { code: 'not-found' }, name)
  })
})
