import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { addedSinceProposal } from '#lib/dispute/added.ts'
import { STAFF_ROLES, type StaffRole } from '#lib/dispute/roles.ts'
import type { FormName } from '#lib/dispute/staff-forms.ts'
import { verdictOf } from '#lib/dispute/view.ts'
import type { EventDraft } from '#lib/event/access-event.ts'
import { commitConcealed, commitEvent } from '#lib/history/entry.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { accessEvent } from '#lib/verify/testing.ts'
import { AppError, type AppErrorCode } from '../app-error.ts'
import { readCaseLetter } from '../assisted/case-letter.ts'
import { type Desk, readAt, workAt } from '../desk.ts'
import { addStaff } from '../register-staff.ts'
import { recordStaffLook } from '../staff-look.ts'
import type { StaffSession } from '../staff-sessions.ts'
import { openCase, type Question, takeStep } from './cases.ts'
import { readCaseEntries } from './entries.ts'
import { makeStep } from './make-step.ts'
import { countQueue, readQueue } from './queue.ts'
import { readStaffCase } from './read-staff-case.ts'
import { testEntry, testQuestion } from './testing.ts'
import { readCase } from './view.ts'

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const CLINIC = '90010001'
const calendar = { timeZone: 'Europe/Tallinn', isWorkingDay: () => true }
const SECRET = 'HIV antibodies'

describe('the workplace of staff', () => {
  let database: TestDatabase
  let owner: Pool
  let web: Database
  let staffDatabase: Database
  let kadri: Desk
  let marko: Desk
  let ene: Desk
  let riina: Desk
  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    web = createDatabase(database.urls.web)
    staffDatabase = createDatabase(database.urls.staff)
    Object.assign(process.env, {
      WEB_DATABASE_URL: database.urls.web,
      STAFF_DATABASE_URL: database.urls.staff,
      SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    })
    kadri = await member('Kadri Kuusk', 'agent', '49104179911')
    marko = await member('Marko Laas', 'agent', '38502239910')
    ene = await member('Ene Sepp', 'supervisor', '47206089910')
    riina = await member('Riina Mägi', 'officer', '48011199910', CLINIC)
    await member('Tõnu Raud', 'officer', '37009309913', '90010005')
  })
  after(async () => {
    await staffDatabase.$disconnect()
    await web.$disconnect()
    await owner.end()
    await database.close()
  })

  async function member(name: string, role: StaffRole, code: string, organisation?: string): Promise<Desk> {
    const person = patientKey({ system: SYSTEM, value: code })
    const staff = await addStaff(owner, { subject: `EE${code}`, name, role, organisation, person })
    return deskOf({ staff, role, name, organisation, visit: randomUUID().slice(0, 16), secondsLeft: 900, secondsLeftAtMost: 900 })
  }

  const deskOf = (session: StaffSession): Desk => ({
    ...{ session, database: staffDatabase, calendar },
    look: (look) => recordStaffLook(session, look),
  })

  let people = 0
  type Look = { readonly actor?: object; readonly onBehalfOf?: object; readonly draft?: Partial<EventDraft>; readonly spoilt?: boolean }

  /** Somebody with these looks in their list, from index 0 on. */
  async function somebody(looks: readonly Look[], code = `6000101${String(++people).padStart(4, '0')}`) {
    const identifier = { system: SYSTEM, value: code }
    const patient = patientKey(identifier)
    await owner.query('INSERT INTO patient (patient, system, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [patient, SYSTEM, code])
    for (const [n, { actor = { name: 'Anna Berg' }, onBehalfOf, draft = {}, spoilt = false }] of looks.entries()) {
      const nonce = createHash('sha256').update(`${patient}${n}`).digest()
      const concealed = Buffer.from(JSON.stringify({ actor, ...(onBehalfOf && { onBehalfOf }) }))
      const organisation = { identifier: { value: CLINIC }, name: 'Tartu Clinic' }
      const data = [{ category: 'laboratory' as const, title: SECRET }]
      const event = Buffer.from(
        accessEvent(identifier, n, { organisation, data, ...draft })(Buffer.from(commitConcealed(nonce, concealed)).toString('base64')),
      )
      const stored = spoilt ? Buffer.from(event.toString().replace(SECRET, 'Blood count')) : event
      await owner.query(
        `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed, event_nonce,
           concealed_nonce, source_nonce) VALUES ($1, $2, $3, gen_random_uuid(), 'tartu-clinic', now(), $4, '', $5, $6, $7, $7, $7)`,
        [patient, n, people * 100 + n, Buffer.from(commitEvent(nonce, event)), stored, concealed, nonce],
      )
    }
    return patient
  }

  async function ask(patient: string, change: Partial<Question> = {}): Promise<string> {
    const question = testQuestion({
      entries: [{ ...testEntry(0, CLINIC), who: undefined }],
      askerName: 'Somebody New',
      askerKey: patient,
      ...change,
    })
    const by = { party: 'patient', name: question.askerName } as const
    return (await patientSnapshot(web, patient, (tx) => openCase(tx, patient, question, by, calendar), 'ReadCommitted')).id
  }
  const asked = async (look: Look = {}, change: Partial<Question> = {}) => ask(await somebody([look]), change)
  const step = (who: Desk, id: string, name: FormName, fields: Readonly<Record<string, string>> = {}) =>
    makeStep(who, id, name, new Map(Object.entries(fields)))
  const shown = async (who: Desk, id: string) => {
    const found = await readStaffCase(who, id)
    assert.ok(found !== 'conflict')
    return found
  }
  const seen = async (who: Desk, id: string) => ({ seen: String((await shown(who, id)).opened?.view.lastEvent) })
  const refused = (code: AppErrorCode) => (error: unknown) => error instanceof AppError && error.code === code
  const looks = async (id: string) =>
    (
      await owner.query<{ said: string }>(
        `SELECT convert_from(event, 'UTF8') AS said FROM pending JOIN dispute USING (patient) WHERE dispute.id = $1 AND record_system = 'portal'`,
        [id],
      )
    ).rows.map(({ said }) => JSON.parse(said) as EventDraft)
  const steps = async (id: string) =>
    (await owner.query<{ step: string }>('SELECT step FROM dispute_event WHERE dispute = $1 ORDER BY number', [id])).rows.map(
      (row) => row.step,
    )

  test('an agent sees of a question that nobody holds what the queue says, and no look is recorded', async () => {
    const id = await asked()
    const found = await shown(kadri, id)
    assert.equal(found.opened, undefined)
    assert.deepEqual(found.steps.toSorted(), ['acknowledge', 'assign', 'conflict'])
    assert.equal(JSON.stringify(found).includes('Somebody New'), false)
    assert.equal(found.organisation, 'Tartu Clinic')
    assert.deepEqual(await looks(id), [])
  })

  test('a question that is taken opens, after the look was recorded, and without anything of the documents', async () => {
    const id = await asked()
    await step(kadri, id, 'take')
    const { opened, row } = await shown(kadri, id)
    assert.deepEqual([row.state, row.assignee], ['acknowledged', kadri.session.staff])
    assert.equal(opened?.entries[0]?.binding, 'kept')
    assert.equal(opened?.view.events[0]?.text, 'I was not there.')
    assert.equal(JSON.stringify(opened).includes(SECRET), false)
    const [look] = await looks(id)
    assert.equal(look?.actor?.role?.code, 'agent')
    assert.ok(look?.data[0]?.reference?.endsWith(row.reference))
    await shown(kadri, id)
    assert.equal((await looks(id)).length, 1, 'one look for a session and a question')
  })

  test('where the look cannot be recorded, nothing is read', async () => {
    const patient = await somebody([{}])
    const id = await ask(patient)
    await step(kadri, id, 'take')
    await owner.query(`CREATE POLICY none ON pending AS RESTRICTIVE FOR INSERT WITH CHECK (patient <> '${patient}')`)
    try {
      await assert.rejects(readStaffCase(deskOf({ ...kadri.session, visit: randomUUID() }), id))
    } finally {
      await owner.query('DROP POLICY none ON pending')
    }
  })

  test('words that are not those that were sealed are told', async () => {
    const id = await asked({ spoilt: true })
    await step(kadri, id, 'take')
    assert.equal((await shown(kadri, id)).opened?.entries[0]?.binding, 'changed')
    const patient = await somebody([{ spoilt: true }, {}])
    const asPatient = { patient, id: await ask(patient, { entries: [testEntry(0, CLINIC), testEntry(1, CLINIC)] }) }
    const read = async (tx: Snapshot) => readCaseEntries(tx, patient, (await readCase(tx, asPatient, 'patient')).entries)
    const entries = await patientSnapshot(web, patient, read, 'ReadCommitted')
    assert.deepEqual(
      entries.map((entry) => ['event' in entry, verdictOf(entry)]),
      [
        [true, 'verified'],
        [true, 'mismatch'],
      ],
      'for the patient too',
    )
  })

  test('a question that somebody else holds cannot be taken, written into, or read', async () => {
    const id = await asked()
    await step(kadri, id, 'take')
    for (const somebody of [kadri, marko]) await assert.rejects(step(somebody, id, 'take'), refused('not-now'))
    for (const name of ['note', 'write', 'decide', 'triage', 'release', 'extend'] as const)
      await assert.rejects(step(marko, id, name, { text: 'x', outcome: 'mistaken' }), refused('not-found'), name)
    await assert.rejects(step(marko, id, 'assign', { assignee: marko.session.staff }), refused('not-found'))
    assert.equal((await shown(marko, id)).opened, undefined)
  })

  test('it is handed over to a named agent, released, and taken again', async () => {
    const id = await asked()
    await step(kadri, id, 'take')
    await assert.rejects(step(kadri, id, 'assign', { assignee: ene.session.staff }), refused('bad-request'), 'no agent')
    await step(kadri, id, 'assign', { assignee: marko.session.staff })
    assert.equal((await shown(kadri, id)).opened, undefined)
    await step(marko, id, 'release')
    assert.equal((await shown(marko, id)).row.assignee, null)
    await step(kadri, id, 'take')
    assert.equal((await shown(kadri, id)).row.state, 'acknowledged')
    await step(ene, id, 'assign', { assignee: marko.session.staff })
    assert.equal((await shown(ene, id)).row.assignee, marko.session.staff)
    assert.deepEqual(await steps(id), ['submit', 'acknowledge', 'assign', 'assign', 'assign', 'assign'])
  })

  test('a supervisor takes no question, and opens one for an hour with a reason', async () => {
    const id = await asked()
    await assert.rejects(step(ene, id, 'take'), refused('not-found'))
    await assert.rejects(step(ene, id, 'note', { text: 'x' }), refused('not-found'))
    await assert.rejects(step(ene, id, 'break-glass'), refused('bad-request'))
    await assert.rejects(step(kadri, id, 'break-glass', { text: 'Why not.' }), refused('not-found'))
    await step(ene, id, 'break-glass', { text: 'A complaint by telephone.' })
    assert.ok((await shown(ene, id)).opened)
    assert.equal((await looks(id))[0]?.actor?.role?.code, 'supervisor')
    await step(ene, id, 'note', { text: 'Looked.' })
    await owner.query('UPDATE dispute_access SET until = now() WHERE dispute = $1', [id])
    assert.equal((await shown(ene, id)).opened, undefined)
  })

  test('only an organisation of the entries, with a privacy officer here, is asked', async () => {
    const patient = await somebody([{}, { draft: { organisation: { name: 'Elsewhere' } } }])
    const id = await ask(patient, { entries: [testEntry(0, CLINIC), testEntry(1, 'Elsewhere')] })
    await step(kadri, id, 'take')
    await step(kadri, id, 'triage')
    assert.deepEqual((await shown(kadri, id)).opened?.askable, [CLINIC])
    for (const provider of ['Elsewhere', '90019999', '90010005'])
      await assert.rejects(step(kadri, id, 'ask-provider', { provider, text: 'Why?' }), refused('bad-request'))
    assert.equal(await readStaffCase(riina, id).catch(() => 'none'), 'none')
    await owner.query('UPDATE staff SET ended_at = now() WHERE id = $1', [riina.session.staff])
    await assert.rejects(step(kadri, id, 'ask-provider', { provider: CLINIC, text: 'Why?' }), refused('bad-request'), 'who has ended')
    await owner.query('UPDATE staff SET ended_at = NULL WHERE id = $1', [riina.session.staff])
    await step(kadri, id, 'ask-provider', { provider: CLINIC, text: 'Why?' })
    const officers = (await shown(riina, id)).opened
    assert.deepEqual(
      officers?.view.events.map((event) => event.step),
      ['ask-provider'],
    )
    assert.equal(officers?.entries.length, 1)
    const look = (await looks(id)).find((one) => one.actor?.role?.code === 'officer')
    assert.equal(look?.organisation.name, 'Tartu Clinic')
    await owner.query(`UPDATE dispute_entry SET who = sha256('anna') WHERE dispute = $1`, [id])
    await owner.query(`UPDATE dispute_entry SET who = sha256('anna') WHERE dispute = $1`, [await asked()])
    await step(kadri, id, 'review')
    await step(kadri, id, 'propose', { text: 'Among ourselves.' })
    assert.equal((await shown(kadri, id)).opened?.hints.at(0)?.hint, 'same-person')
    const { hints, proposal } = (await shown(riina, id)).opened ?? {}
    assert.deepEqual([hints, proposal], [[], undefined], 'what this service knows and thinks is for its own staff')
  })

  test('a letter, too, is a look, and is shown to nobody of the family of those who looked', async () => {
    const id = await asked({ actor: { name: 'Anna Laas' } })
    await owner.query(
      `INSERT INTO assisted (patient, staff, reference, system, value, name, locale, way, document, document_end, until, dispute)
       SELECT patient, $2, reference, 'x', 'x', 'Mari', 'et-EE', 'desk', 'passport', 'AB12', now(), id FROM dispute WHERE id = $1`,
      [id, ene.session.staff],
    )
    for (const {
      session: { staff },
    } of [marko, kadri])
      await owner.query(
        `INSERT INTO dispute_access (patient, dispute, staff, until) SELECT patient, id, $2, now() + interval '30 minutes' FROM dispute WHERE id = $1`,
        [id, staff],
      )
    await assert.rejects(readCaseLetter(marko, id), refused('not-found'))
    assert.deepEqual(await looks(id), [])
    assert.deepEqual(await steps(id), ['submit', 'conflict'])
    assert.equal((await readCaseLetter(kadri, id)).view.id, id)
    assert.equal((await looks(id)).length, 1)
  })

  test('justified takes two people, and the patient gets what was proposed', async () => {
    const id = await asked()
    for (const name of ['take', 'triage', 'review'] as const) await step(kadri, id, name)
    await assert.rejects(step(kadri, id, 'decide', { outcome: 'justified', text: 'It was.' }), refused('bad-request'))
    await step(kadri, id, 'propose', { text: 'She was on duty.' })
    await assert.rejects(step(kadri, id, 'confirm', await seen(kadri, id)), refused('not-found'))
    await assert.rejects(step(marko, id, 'confirm', { seen: '1' }), refused('not-found'), 'who has not looked')
    await step(marko, id, 'take-review')
    assert.equal((await shown(marko, id)).opened?.proposal, 'She was on duty.')
    await step(marko, id, 'return', { text: 'Say when.' })
    await step(kadri, id, 'propose', { text: 'She was on duty at noon.' })
    await step(marko, id, 'take-review')
    await step(marko, id, 'confirm', await seen(marko, id))
    const { view } = (await shown(kadri, id)).opened ?? {}
    assert.deepEqual([view?.outcome, view?.events.at(-1)?.text], ['justified', 'She was on duty at noon.'])
    assert.equal(view?.events.at(-1)?.audience, 'everybody')
  })

  test('what was added or proposed after the page was made is not confirmed with it', async () => {
    const patient = await somebody([{}])
    const id = await ask(patient)
    for (const name of ['take', 'triage', 'review'] as const) await step(kadri, id, name)
    await step(kadri, id, 'propose', { text: 'She was on duty.' })
    await step(marko, id, 'take-review')
    const adds = { step: 'inform', party: 'patient', name: 'Somebody New', text: 'She is my sister.' } as const
    const before = await seen(marko, id)
    await patientSnapshot(web, patient, (tx) => takeStep(tx, { patient, id }, adds, calendar), 'ReadCommitted')
    await assert.rejects(step(marko, id, 'confirm', before), refused('not-now'))
    for (const fields of [{}, { seen: 'x' }])
      await assert.rejects(step(marko, id, 'confirm', fields as { seen: string }), refused('bad-request'))
    assert.equal((await steps(id)).includes('confirm'), false)
    const { opened } = await shown(marko, id)
    assert.deepEqual(
      addedSinceProposal(opened?.view.events ?? []).map(({ text }) => text),
      ['She is my sister.'],
    )

    const read = await seen(marko, id)
    await step(marko, id, 'return', { text: 'Read what was added.' })
    await step(kadri, id, 'propose', { text: 'She was on duty, and did not know.' })
    await step(marko, id, 'take-review')
    await assert.rejects(step(marko, id, 'confirm', read), refused('not-now'), 'another text than was read')
    await step(marko, id, 'confirm', await seen(marko, id))
    assert.equal((await steps(id)).at(-1), 'confirm')
  })

  test('words are needed, and not too many; what was too late says so', async () => {
    const id = await asked()
    await step(kadri, id, 'take')
    await assert.rejects(step(kadri, id, 'write', { text: ' \r\n ' }), refused('bad-request'))
    await assert.rejects(step(kadri, id, 'write', { text: 'x'.repeat(4001) }), refused('bad-request'))
    await assert.rejects(step(kadri, id, 'review'), refused('not-now'))
    await step(kadri, id, 'extend', { text: 'The organisation is closed.' })
    await assert.rejects(step(kadri, id, 'extend', { text: 'Again.' }), refused('not-now'))
    await assert.rejects(step(kadri, randomUUID(), 'triage'), refused('not-found'))
    await assert.rejects(step(kadri, 'x', 'triage'), refused('not-found'))
  })

  test('nobody comes near a question of their own, or one that they asked for somebody', async () => {
    const own = await ask(await somebody([{}], '49104179911'))
    const childs = await asked({}, { asker: 'representative', askerKey: patientKey({ system: SYSTEM, value: '49104179911' }) })
    const askedForThem = await ask(patientKey({ system: SYSTEM, value: '49104179911' }), {
      asker: 'representative',
      askerKey: randomUUID(),
    })
    for (const id of [own, childs, askedForThem]) {
      await assert.rejects(readStaffCase(kadri, id), refused('not-found'))
      await assert.rejects(step(kadri, id, 'take'), refused('not-found'))
      assert.equal((await shown(marko, id)).row.state, 'submitted')
    }
    await assert.rejects(step(ene, own, 'assign', { assignee: kadri.session.staff }), refused('bad-request'))
  })

  const near: readonly (readonly [string, Look, Partial<Question>])[] = [
    ['of the same family name as who asks', {}, { askerName: 'Mart KUUSK' }],
    ['of the same family name as who looked', { actor: { name: 'Mart Kuusk' } }, {}],
    ['who looked themself, by name', { actor: { name: 'KADRI KUUSK' } }, {}],
    ['who looked themself, by their code', { actor: { identifier: { value: '49104179911' }, name: 'K. K.' } }, {}],
    ['for whom somebody looked', { onBehalfOf: { identifier: { value: '49104179911' } } }, {}],
  ]
  for (const [who, look, change] of near)
    test(`a question is hidden from an agent ${who}`, async () => {
      const id = await asked(look, change)
      assert.equal(await step(kadri, id, 'take'), 'conflict')
      await assert.rejects(readStaffCase(kadri, id), refused('not-found'))
      assert.deepEqual(await steps(id), ['submit', 'conflict'])
      assert.deepEqual(await looks(id), [])
      await step(marko, id, 'take')
    })

  test('a question is not hidden from an agent because of a number of the clinic’s own, or of another question', async () => {
    const patient = await somebody([{ actor: { identifier: { value: '79911' }, name: 'A. B.' } }, { actor: { name: 'Mart Kuusk' } }])
    const [id, near] = [await ask(patient), await ask(patient, { entries: [testEntry(1, CLINIC)] })]
    await step(ene, near, 'assign', { assignee: kadri.session.staff })
    assert.equal(await step(kadri, id, 'take'), 'done')
    assert.ok((await shown(kadri, id)).opened)
    assert.equal(await readStaffCase(kadri, near), 'conflict')
    assert.ok((await shown(kadri, id)).opened)
  })

  test('a question is hidden from an agent who looked themself, also where a family name says nothing', async () => {
    const ming = await member('李 明', 'agent', '39001019910')
    assert.equal(await step(ming, await asked({ actor: { name: '李 明' } }), 'take'), 'conflict')
    await owner.query('UPDATE staff SET ended_at = now() WHERE id = $1', [ming.session.staff])
    const id = await asked()
    await step(kadri, id, 'take')
    await assert.rejects(step(kadri, id, 'assign', { assignee: ming.session.staff }), refused('bad-request'), 'who has ended')
  })

  test('a question that is opened opens no other one of the same person', async () => {
    const patient = await somebody([{}, {}])
    const [one, other] = [await ask(patient), await ask(patient, { entries: [testEntry(1, CLINIC)] })]
    await step(kadri, one, 'take')
    assert.equal((await shown(kadri, other)).opened, undefined)
    assert.equal((await shown(kadri, one)).opened?.entries.length, 1)
  })

  test('what is only read changes nothing', async () => {
    await assert.rejects(
      readAt(kadri, STAFF_ROLES, (tx) => tx.$executeRaw`UPDATE dispute SET severity = severity`),
      /read-only/,
    )
  })

  test('a question that was given to somebody too near is hidden when they open it, and free again', async () => {
    const id = await asked({ actor: { name: 'Mart Kuusk' } })
    await step(ene, id, 'assign', { assignee: kadri.session.staff })
    assert.equal(await readStaffCase(kadri, id), 'conflict')
    assert.equal((await shown(ene, id)).row.assignee, null)
    assert.deepEqual(await looks(id), [])
  })

  test('who says that they must not work on it sees it no more', async () => {
    const id = await asked()
    await step(kadri, id, 'take')
    await step(kadri, id, 'conflict')
    await assert.rejects(readStaffCase(kadri, id), refused('not-found'))
  })

  test('hints say what points to an answer', async () => {
    const hints = async (patient: string, change: Partial<Question> = {}) => {
      const id = await ask(patient, change)
      await step(marko, id, 'take')
      return (await shown(marko, id)).opened?.hints
    }
    assert.deepEqual(await hints(await somebody([{}])), [])
    assert.deepEqual(await hints(await somebody([{}]), { askerName: 'Mart Berg' }), [{ hint: 'family' }])
    assert.deepEqual(
      await hints(await somebody([{ draft: { automatic: true } }]), {
        entries: [{ ...testEntry(0, CLINIC), automatic: true, who: undefined }],
      }),
      [{ hint: 'automatic' }],
    )
    const who = createHash('sha256').update('somebody').digest()
    await hints(await somebody([{}]), { entries: [{ ...testEntry(0, CLINIC), who }] })
    assert.deepEqual(await hints(await somebody([{}]), { entries: [{ ...testEntry(0, CLINIC), who }] }), [
      { hint: 'same-person', cases: 1 },
    ])
  })

  test('a question about the same automatic job as others is hinted to have their cause, until it is joined with it', async () => {
    const entries = [{ ...testEntry(0, CLINIC), automatic: true, who: undefined }]
    const automatic = { entries }
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO cause (title, description, organisation, automatic, created_by) VALUES ('Nightly job', '', $1, true, $2) RETURNING id`,
      [CLINIC, ene.session.staff],
    )
    const cause = rows[0]?.id
    try {
      const id = await ask(await somebody([{ draft: { automatic: true } }]), automatic)
      await step(marko, id, 'take')
      assert.deepEqual((await shown(marko, id)).opened?.hints, [{ hint: 'automatic' }, { hint: 'cause', id: cause, title: 'Nightly job' }])
      await owner.query('UPDATE dispute SET cause = $2 WHERE id = $1', [id, cause])
      assert.deepEqual((await shown(marko, id)).opened?.hints, [{ hint: 'automatic' }])
    } finally {
      await owner.query('DELETE FROM cause')
    }
  })

  test('a visit is hinted at by somebody else of the organisation who looked for treatment within 30 days, and by nothing less', async () => {
    const at = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString()
    const other = { actor: { name: 'Eva Ilves' } }
    const hinted = async (second: Look) => {
      const id = await ask(await somebody([{ draft: { accessedAt: at(0) } }, second]))
      await step(marko, id, 'take')
      return (await shown(marko, id)).opened?.hints.length === 1
    }
    assert.equal(await hinted({ ...other, draft: { accessedAt: at(30) } }), true)
    assert.equal(await hinted({ ...other, draft: { accessedAt: at(31) } }), false)
    assert.equal(await hinted({ draft: { accessedAt: at(3) } }), false, 'the same person')
    assert.equal(await hinted({ ...other, draft: { accessedAt: at(3), organisation: { name: 'Elsewhere' } } }), false)
    assert.equal(await hinted({ ...other, draft: { accessedAt: at(3), automatic: true } }), false)
    assert.equal(await hinted({ ...other, draft: { accessedAt: at(3), purpose: [{ code: 'HOPERAT' }] } }), false)
    assert.equal(
      await hinted({ ...other, draft: { accessedAt: at(3), sourceText: '\u0000' } }),
      true,
      'also with a sign that the database has not',
    )
  })

  test('the queue begins with what is due first, goes on where a page ends, and counts what fits', async () => {
    await owner.query('TRUNCATE dispute, dispute_entry, dispute_event, dispute_conflict, dispute_access')
    const insert = `INSERT INTO dispute (patient, reference, state, severity, reasons, wants, care, knows, safe_contact, asker, asker_key, asker_name, locale,
       organisation, automatic, assignee, due_at, due)
      SELECT gen_random_uuid(), 'S-' || i, CASE WHEN i % 20 = 0 THEN 'closed' ELSE 'triage' END, 1 + i % 3, ARRAY['other'], ARRAY['explanation'], 'no', 'no',
        false, 'patient', gen_random_uuid(), 'x', 'en', $1, i % 4 = 0, CASE WHEN i % 5 = 0 THEN $2::uuid END,
        CASE WHEN i % 7 > 0 THEN now() + (i % 10 - 3) * interval '1 day' END, CASE WHEN i % 7 > 0 THEN 'answer' END FROM generate_series(1, 120) i`
    await owner.query(insert, [CLINIC, kadri.session.staff])
    const read = (filter = {}, after?: string) => readAt(kadri, STAFF_ROLES, (tx) => readQueue(tx, filter, after))
    const first = await read()
    const second = await read({}, first.next)
    const third = await read({}, second.next)
    const rows = [first, second, third].flatMap((page) => page.rows)
    assert.deepEqual([first.rows.length, second.rows.length, rows.length, third.next], [50, 50, 114, undefined])
    assert.equal(new Set(rows.map((row) => row.id)).size, 114)
    const order = rows.map(({ dueAt, severity }) => (dueAt?.getTime() ?? Number.POSITIVE_INFINITY) * 10 + severity)
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
    const filters = [
      {},
      { holder: 'mine' },
      { due: 'overdue' },
      { due: 'soon', automatic: true },
      { severity: 2, organisation: CLINIC },
      { holder: 'nobody', reason: 'other' },
    ] as const
    const counts = await readAt(kadri, STAFF_ROLES, (tx) => countQueue(tx, [...filters, { state: 'closed' }]))
    for (const [i, filter] of filters.entries()) {
      let [n, page] = [0, await read(filter)]
      for (n += page.rows.length; page.next; n += page.rows.length) page = await read(filter, page.next)
      assert.equal(counts.views[i], n, JSON.stringify(filter))
    }
    assert.equal(counts.views.at(-1), undefined)
    assert.equal((await read({ state: 'closed' })).rows.length, 6)
    assert.deepEqual([...counts.organisations], [[CLINIC, 114]])
    assert.equal(counts.holders.get('mine'), counts.views[1])
    assert.equal(JSON.stringify(rows).includes('asker'), false)
    await owner.query(`UPDATE dispute SET state = 'closed' WHERE NOT id = ANY ($1::uuid[])`, [first.rows.map((row) => row.id)])
    const full = await read()
    assert.deepEqual([full.rows.length, full.next], [50, undefined], 'a page that is just full is the last one')
  })

  test('a view belongs to who keeps it', async () => {
    const { staff } = kadri.session
    await workAt(kadri, STAFF_ROLES, (tx) => tx.staffView.create({ data: { staff, name: 'Mine first', filter: 'holder=mine' } }))
    assert.equal(await workAt(marko, STAFF_ROLES, (tx) => tx.staffView.count()), 0)
    await assert.rejects(workAt(marko, STAFF_ROLES, (tx) => tx.staffView.create({ data: { staff, name: 'Not mine', filter: '' } })))
    assert.equal((await workAt(marko, STAFF_ROLES, (tx) => tx.staffView.deleteMany({ where: { staff } }))).count, 0)
  })
})
