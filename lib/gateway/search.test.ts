import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createPool, type Pool, transaction } from '#lib/db/pool.ts'
import { type EventDraft, parseEvent } from '#lib/event/access-event.ts'
import { fromExported } from '#lib/event/from-exported.ts'
import { isOwnLook } from '#lib/event/portal.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { enqueue } from '#lib/ledger/queue.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TEST_ORIGIN, TestLedger, testIdentifier, testSubmission } from '#lib/ledger/testing.ts'
import { APP_SCOPE } from '#lib/server/apps.ts'
import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import { connectGateway } from './connect.ts'
import { createLogger } from './logger.ts'
import { AUDIENCE, type Claims, ESTONIA, testIssuer } from './testing.ts'

const [MANY, OTHER, HIDDEN] = [48403129900, 35111279908, 60406189900]
const MONTHS = ['01', '02', '03', '03', '04']

type Answer = {
  readonly resourceType: string
  readonly type?: string
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly fullUrl?: string; readonly resource: Resource; readonly search: { readonly mode: string } }[]
  readonly issue?: Issues
}
type Issues = readonly { readonly code: string; readonly diagnostics: string }[]
type Resource = { readonly resourceType: string; readonly id: string; readonly recorded?: string; readonly issue?: Issues }

describe('a patient’s own app', () => {
  let ledger: TestLedger
  let sequencer: Sequencer
  let issuer: Awaited<ReturnType<typeof testIssuer>>
  let gateway: FastifyInstance
  let apps: Pool
  let url: string
  const lines: string[] = []

  before(async () => {
    ;[ledger, issuer] = await Promise.all([TestLedger.make(), testIssuer()])
    const leading = await Sequencer.lead(ledger.options())
    assert.ok(leading)
    sequencer = leading
    const event = (person: number, more: Partial<EventDraft>) => testSubmission(person, { id: randomUUID(), ...more })
    const dated = (recordedAt: string, more: Partial<EventDraft> = {}) => event(MANY, { recordedAt, accessedAt: recordedAt, ...more })
    await enqueue(ledger.gateway, [
      ...MONTHS.map((month, i) => dated(`2026-${month}-1${i}T08:00:00.000Z`)),
      dated('2026-05-01T08:00:00.000Z', {
        action: 'C',
        outcome: '8',
        organisation: { name: 'Õismäe Clinic', identifier: { system: 'urn:org', value: '7' } },
      }),
      event(OTHER, {}),
      event(HIDDEN, { nameVisibility: { policy: 'by-law' } }),
      event(HIDDEN, { nameVisibility: { policy: 'delayed', until: '2999-01-01T00:00:00.000Z' } }),
      event(HIDDEN, {}),
    ])
    await sequencer.tick()
    await ledger.owner.query(`UPDATE event SET event = NULL, event_nonce = NULL, concealed = NULL, concealed_nonce = NULL, source_nonce = NULL, withheld = 'erased'
      WHERE (patient, history_index) IN (SELECT patient, max(history_index) FROM event GROUP BY patient HAVING count(*) = 3)`)
    apps = createPool(ledger.database.urls.apps)
    const log = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    })
    gateway = connectGateway({
      pool: ledger.gateway,
      issuer: issuer.issuer,
      audience: AUDIENCE,
      origin: 'https://gateway.example',
      logDir: join(ledger.folder, 'log'),
      auditDir: join(ledger.folder, 'audit'),
      auditors: [],
      policy: 'quorum none\n',
      systems: [ESTONIA, { system: 'urn:second', aliases: [], pattern: '[0-9]{11}' }],
      pendingLimit: 1000,
      skewSeconds: 300,
      refusalsPerMinute: 600,
      logger: createLogger('info', log),
      apps: { pool: apps, level: 'substantial', logOrigin: TEST_ORIGIN, requestsPerMinute: 80, operator: 'the health system' },
    })
    url = await gateway.listen({ host: '127.0.0.1', port: 0 })
  })
  after(async () => {
    await gateway.close()
    await sequencer.close()
    await apps.end()
    await issuer.close()
    await ledger.close()
  })

  const claims = (person: number, more: Claims = {}) => ({
    sub: `EE${person}`,
    client_id: 'app',
    scope: `openid ${APP_SCOPE}`,
    acr: 'high',
    ...more,
  })
  const authorised = async (of: Claims) => ({ authorization: `Bearer ${await issuer.token(of)}` })
  async function get(path: string, person = MANY, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/fhir/AuditEvent${path}`, { headers: { ...(await authorised(claims(person))), ...headers } })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer }
  }
  const recorded = ({ body }: { body: Answer }) => body.entry?.map(({ resource }) => resource.recorded?.slice(0, 10))
  const ALL = ['2026-05-01', '2026-04-14', '2026-03-13', '2026-03-12', '2026-02-11', '2026-01-10']

  test('reads the whole history, newest first, as AuditEvents with their place in the log', async () => {
    const all = await get('')
    assert.equal(all.status, 200)
    assert.equal(all.headers.get('cache-control'), 'no-store')
    assert.equal(all.headers.get('content-type'), 'application/fhir+json; charset=utf-8')
    assert.deepEqual([all.body.resourceType, all.body.type], ['Bundle', 'searchset'])
    assert.deepEqual(recorded(all), ALL)
    const read = all.body.entry?.map(({ resource }) => fromExported(resource))
    for (const { entry, options } of read ?? []) {
      assert.ok('event' in entry && entry.event.actor?.name === 'Anna Berg' && entry.logIndex > 0)
      assert.equal(options.origin, TEST_ORIGIN)
    }
    const [first] = all.body.entry ?? []
    assert.equal(first?.fullUrl, `https://gateway.example/fhir/AuditEvent/${first?.resource.id}`)
    assert.ok(!JSON.stringify(all.body).includes('10.1.2.3'), 'a network address is for staff')
  })

  const searches: readonly (readonly [string, readonly string[]])[] = [
    ['date=ge2026-03-13', ALL.slice(0, 3)],
    ['date=ge2026-03-01&date=lt2026-04-01', ['2026-03-13', '2026-03-12']],
    ['date=2026-03', ['2026-03-13', '2026-03-12']],
    ['date=2026', ALL],
    ['date=gt2026-03-13&date=le2026-04-14', ['2026-04-14']],
    ['date=2026-03-13T10:00%2B02:00', ['2026-03-13']],
    ['date=lt2026-01-10T08:00:00Z', []],
    ['date=le2026-01-10T08:00:00Z', ['2026-01-10']],
    ['date=le2026-01-10T07:59Z', []],
    ['date=lt2026-01-11&date=gt2026-01-10', []],
    ['action=C,D', ['2026-05-01']],
    ['outcome=8', ['2026-05-01']],
    ['outcome=urn:x|8', []],
    ['outcome=http://hl7.org/fhir/audit-event-outcome|8', ['2026-05-01']],
    ['type=rest&subtype=read&action=R&date=2026-01', ['2026-01-10']],
    ['agent-name=oismae', ['2026-05-01']],
    ['agent-name=anna', ALL],
    ['agent.identifier=urn:org|7', ['2026-05-01']],
    ['agent.identifier=urn:other|7', []],
    ['patient=EE48403129900&outcome=8', ['2026-05-01']],
    ['patient=Patient/48403129900&patient.identifier=https://fhir.ee/sid/pid/est/ni|48403129900&outcome=8', ['2026-05-01']],
    ['patient.identifier=urn:oid:1.3.6.1.4.1.28284.6.2.2.1|EE48403129900&_format=json&outcome=8', ['2026-05-01']],
  ]
  for (const [query, expected] of searches)
    test(`finds ${expected.length} by ${query}`, async () => {
      const found = await get(`?${query}`)
      assert.equal(found.status, 200, JSON.stringify(found.body))
      assert.deepEqual(recorded(found), expected)
      const self = found.body.link?.[0]?.url ?? ''
      assert.ok(!self.includes('48403129900'), 'no address that we give names anybody')
    })

  test('turns the pages by the link to the next, each entry once', async () => {
    const seen: unknown[] = []
    let path: string | undefined = '?_count=4&patient=EE48403129900'
    for (let pages = 0; path !== undefined; pages++) {
      assert.ok(pages < 3)
      const page = await get(path)
      seen.push(...(recorded(page) ?? []))
      const next: string | undefined = page.body.link?.find(({ relation }) => relation === 'next')?.url
      path = next?.slice('https://gateway.example/fhir/AuditEvent'.length)
      assert.ok(!path?.includes('484'))
    }
    assert.deepEqual(seen, ALL)
  })

  test('may ask by POST, so that no address holds an identifier', async () => {
    const body = new URLSearchParams({ 'patient.identifier': `${ESTONIA.system}|48403129900`, outcome: '8' })
    const response = await fetch(`${url}/fhir/AuditEvent/_search`, { method: 'POST', body, headers: await authorised(claims(MANY)) })
    assert.deepEqual(recorded({ body: (await response.json()) as Answer }), ['2026-05-01'])
  })

  test('of one person gets nothing of another, who may exist or not', async () => {
    const theirs = await get('', OTHER)
    assert.equal(theirs.body.entry?.length, 1)
    const id = theirs.body.entry?.[0]?.resource.id
    for (const other of [
      'patient=EE35111279908',
      'patient=EE10000000000',
      'patient=nobody',
      'patient=EE48403129900&patient=EE35111279908',
      `patient.identifier=${ESTONIA.system}|35111279908`,
      'patient.identifier=urn:x|48403129900',
      'patient.identifier=urn:second|48403129900',
    ]) {
      const found = await get(`?${other}`)
      assert.equal(found.status, 200)
      assert.deepEqual(found.body, {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [{ relation: 'self', url: 'https://gateway.example/fhir/AuditEvent' }],
        entry: [],
      })
    }
    assert.deepEqual((await get(`?_id=${id}`)).body.entry, [])
    const [read, none] = [await get(`/${id}`), await get(`/${randomUUID()}`)]
    assert.deepEqual([read.status, none.status], [404, 404])
    assert.deepEqual(read.body, none.body)
    assert.equal((await get(`/${id}`, OTHER)).status, 200)
  })

  test('is told which entry is left out because it is not what was sealed, and gets all others', async () => {
    const rotten = (await get('')).body.entry?.[2]?.resource
    const { logIndex } = fromExported(rotten).entry
    const { rows } = await ledger.owner.query<{ event: Buffer }>('SELECT event FROM event WHERE log_index = $1', [logIndex])
    const store = (event: Uint8Array | undefined) =>
      ledger.owner.query('UPDATE event SET event = $2 WHERE log_index = $1', [logIndex, event])
    try {
      for (const event of ['{"accessedAt":"yesterday"}', rows[0]?.event.subarray(0, 200), Buffer.from([0xff])]) {
        await store(Buffer.from(event ?? ''))
        const { status, body } = await get('')
        assert.equal(status, 200)
        assert.deepEqual(
          body.entry?.map(({ search: { mode }, resource: { resourceType } }) => `${mode} ${resourceType}`),
          [...Array(5).fill('match AuditEvent'), 'outcome OperationOutcome'],
        )
        assert.deepEqual(recorded({ body })?.slice(0, 5), [...ALL.slice(0, 2), ...ALL.slice(3)])
        const { fullUrl, resource } = body.entry?.at(-1) ?? {}
        const diagnostics = `The entry at log index ${logIndex} is left out: what is stored of it does not match what was sealed.`
        assert.deepEqual([fullUrl, resource?.issue], [undefined, [{ severity: 'warning', code: 'processing', diagnostics }]])
        assert.equal((await get('?outcome=8')).body.entry?.length, 2, 'whatever is asked for, it might be that one')
        const turned = [await get('?_count=2'), await get(`?_count=2&_before=${ALL.length - 2}`)]
        assert.deepEqual(
          turned.map((page) => page.body.entry?.map(({ search: { mode } }) => mode)),
          [
            ['match', 'match'],
            ['match', 'match', 'outcome'],
          ],
          'told once by whoever turns the pages',
        )
        for (const path of [rotten?.id, `withheld-${logIndex}`]) {
          const one = await get(`/${path}`)
          assert.deepEqual([one.status, one.body.issue?.[0]?.diagnostics], [500, diagnostics])
        }
        assert.equal((await get(`/${rotten?.id}`, OTHER)).status, 404)
      }
    } finally {
      await store(rows[0]?.event)
    }
    assert.equal(lines.filter((line) => line.includes('"process":"gateway"') && line.includes(`"logIndex":${logIndex}`)).length, 1)
  })

  test('is told that a name or an entry is withheld, and never what it was', async () => {
    const all = await get('', HIDDEN)
    const [erased, delayed, byLaw] = (all.body.entry ?? []).map(({ resource }) => fromExported(resource).entry)
    assert.ok(erased && 'withheld' in erased && erased.withheld === 'erased')
    for (const entry of [delayed, byLaw])
      assert.ok(entry && 'event' in entry && entry.concealed === 'withheld' && entry.event.actor?.name === undefined)
    assert.ok(!JSON.stringify(all.body).includes('Anna Berg'))
    const id = all.body.entry?.[0]?.resource.id
    assert.equal(id, `withheld-${erased.logIndex}`)
    assert.equal((await get(`/${id}`, HIDDEN)).status, 200)
    assert.equal((await get(`/${id}`)).status, 404)
    const shown = fromExported((await get('')).body.entry?.[0]?.resource).entry.logIndex
    assert.equal((await get(`/withheld-${shown}`)).status, 404)
    const { rows } = await ledger.owner.query<{ id: string }>('SELECT id FROM event WHERE log_index = $1', [erased.logIndex])
    assert.equal((await get(`/${rows[0]?.id}`, HIDDEN)).status, 404, 'not even that it is the one that had this id')
    assert.equal((await get('/nothing')).status, 404)
    assert.deepEqual(
      (await get(`?_id=${id}`, HIDDEN)).body.entry?.map(({ resource }) => resource.id),
      [id],
    )
    assert.equal((await get('?agent-name=anna', HIDDEN)).body.entry?.length, 0, 'nobody can search for what is not shown')
    assert.equal((await get('?action=R', HIDDEN)).body.entry?.length, 2)
  })

  test('needs a person’s own token of the right scope, audience and level', async () => {
    const status = async (of: Claims | undefined) =>
      (await fetch(`${url}/fhir/AuditEvent`, of ? { headers: await authorised(of) } : {})).status
    assert.equal(await status(undefined), 401)
    assert.equal(await status(claims(MANY, { aud: 'https://elsewhere.example' })), 401)
    assert.equal(await status(claims(MANY, { iss: 'https://elsewhere.example' })), 401)
    assert.equal(await status(claims(MANY, { exp: 1 })), 401)
    assert.equal(await status(claims(MANY, { scope: 'openid' })), 403)
    assert.equal(await status(claims(MANY, { scope: SUBMIT_SCOPE })), 403)
    assert.equal(await status(claims(MANY, { acr: undefined })), 403)
    assert.equal(await status(claims(MANY, { acr: 'low' })), 403)
    assert.equal(await status(claims(MANY, { acr: 'substantial' })), 200)
    for (const sub of ['clinic-client', 'LV48403129900', '48403129900', 'EE1', undefined])
      assert.equal(await status(claims(MANY, { sub })), 403, sub)
    const submit = await fetch(`${url}/fhir/AuditEvent`, {
      method: 'POST',
      body: '{}',
      headers: { ...(await authorised(claims(MANY))), 'content-type': 'application/fhir+json' },
    })
    assert.equal(submit.status, 403, 'and a person’s token submits nothing')
  })

  test('is told which parameter is wrong, unless it asks for lenience', async () => {
    for (const query of [
      'address=10.1.2.3',
      'date=yesterday',
      'date=2026-02-30',
      '_count=-1',
      '_count=1&_count=2',
      '_before=x',
      'action=',
      `action=${'R,'.repeat(30)}R`,
    ]) {
      const { status, body } = await get(`?${query}`)
      assert.equal(status, 400, query)
      assert.ok(body.issue?.[0]?.diagnostics.startsWith(query.split('=')[0] ?? '-'), body.issue?.[0]?.diagnostics)
    }
    for (const query of [`?${'action=R&'.repeat(51)}`, `?${`_id=${'a,'.repeat(19)}a&`.repeat(3)}`])
      assert.equal((await get(query)).status, 400)
    assert.equal((await get(`?${'action=R&'.repeat(50)}`)).status, 200)
    assert.equal((await get('?address=10.1.2.3&outcome=8', MANY, { prefer: 'handling=lenient' })).body.entry?.length, 1)
    assert.equal((await get('?_format=xml')).status, 406)
  })

  test('finds in the metadata what it may search by, and where people log in', async () => {
    const metadata = JSON.stringify(await (await fetch(`${url}/fhir/metadata`)).json())
    for (const name of ['search-type', 'agent-name', APP_SCOPE, '"patient"']) assert.ok(metadata.includes(name), name)
    const smart = await (await fetch(`${url}/fhir/.well-known/smart-configuration`)).json()
    assert.equal(smart.issuer, issuer.issuer)
    assert.ok(smart.capabilities.includes('context-standalone-patient') && smart.scopes_supported.includes(APP_SCOPE))
    for (const method of ['PUT', 'DELETE']) assert.equal((await fetch(`${url}/fhir/AuditEvent/x`, { method })).status, 405)
  })

  test('that asks too often waits, and its person’s other requests with it', async () => {
    let refused: Response | undefined
    for (let asked = 0; asked < 90 && !refused; asked++) {
      const response = await fetch(`${url}/fhir/AuditEvent?_count=0`, { headers: await authorised(claims(OTHER)) })
      if (response.status === 429) refused = response
    }
    assert.ok(Number(refused?.headers.get('retry-after')) > 0)
    assert.equal((await get('?_count=1', HIDDEN)).status, 200)
  })

  test('is read with a log-in that sees one person’s rows, even when a query forgets to ask for it', async () => {
    const { rows: none } = await apps.query('SELECT id FROM event')
    assert.deepEqual(none, [])
    const seen = await transaction(apps, async (client) => {
      await client.query(`SELECT set_config('sightline.patient', $1, true)`, [patientKey(testIdentifier(OTHER))])
      return (await client.query('SELECT id FROM event')).rows
    })
    assert.equal(seen.length, 1)
  })

  test('is itself a look of the person’s own, once for each app and day', async () => {
    for (const client_id of ['phone', 'phone', 'tablet']) {
      const response = await fetch(`${url}/fhir/AuditEvent?_count=1`, { headers: await authorised(claims(HIDDEN, { client_id })) })
      assert.equal(response.status, 200)
    }
    const { rows } = await ledger.owner.query<{ event: Buffer }>(
      `SELECT event FROM pending WHERE record_system = 'portal' AND patient = $1 ORDER BY received_at`,
      [patientKey(testIdentifier(HIDDEN))],
    )
    const looks = rows.map(({ event }) => parseEvent(event)).filter(({ application }) => application?.name !== 'app')
    assert.deepEqual(
      looks.map((look) => [isOwnLook(look), look.application?.name, look.organisation.name]),
      [
        [true, 'phone', 'the health system'],
        [true, 'tablet', 'the health system'],
      ],
    )
  })

  test('is told nothing where that look cannot be committed', async () => {
    await ledger.owner.query('ALTER TABLE pending RENAME TO pending_away')
    try {
      const response = await fetch(`${url}/fhir/AuditEvent?_count=1`, {
        headers: await authorised(claims(HIDDEN, { client_id: 'another phone' })),
      })
      assert.equal(response.status, 500)
      assert.ok(!(await response.text()).includes('AuditEvent/'))
    } finally {
      await ledger.owner.query('ALTER TABLE pending_away RENAME TO pending')
    }
  })

  test('leaves nothing personal in a log line', () => {
    assert.ok(lines.some((line) => line.includes('"route":"/fhir/AuditEvent"')))
    for (const secret of ['48403129900', '35111279908', 'anna', 'Anna', 'patient=']) assert.ok(!lines.join('').includes(secret), secret)
  })
})
