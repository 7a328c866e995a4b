import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { OperationOutcome } from './outcome.ts'
import { ESTONIA, type TestGateway, testGateway } from './testing.ts'

const SAMPLES = process.env.SAMPLES_DIR
if (!SAMPLES) console.log('SAMPLES_DIR is not set: the samples are not sent through the gateway.')

const SYSTEMS = [
  ESTONIA,
  { system: 'urn:oid:2.16.756.5.30.1.127.3.10.3', aliases: [], pattern: '[0-9]{18}' },
  { system: 'http://fhir.de/sid/gkv/kvid-10', aliases: [], pattern: '[A-Z][0-9]{9}' },
]

type Expected = { readonly status: number; readonly because: RegExp }

/** The samples that are not taken, and why; every other AuditEvent is. */
const REFUSED: readonly (readonly [RegExp, Expected])[] = [
  [/\.xml$/, { status: 415, because: /takes application\/fhir\+json/ }],
  [/NoPatient\.json$|SAML.*Min2?\.json$|gematik-epa/, { status: 422, because: /AuditEvent\.entity names no patient/ }],
  [/ee-andmejalgija/, { status: 422, because: /must be AuditEvent/ }],
  [/07_response_getAuditEvent\.json$/, { status: 422, because: /must be AuditEvent/ }],
]

describe('the samples, through HTTP', { skip: SAMPLES === undefined }, () => {
  const folder = SAMPLES ?? ''
  let gateway: TestGateway
  before(async () => {
    gateway = await testGateway({ systems: SYSTEMS })
  })
  after(() => gateway.close())

  const files = async () => (await readdir(folder, { recursive: true })).filter((name) => /\.(json|xml)$/.test(name)).sort()
  const post = async (name: string) =>
    gateway.post('/fhir/AuditEvent', await readFile(join(folder, name)), {
      'content-type': name.endsWith('.xml') ? 'application/fhir+xml' : 'application/fhir+json',
    })

  test('each is taken, or refused for the reason that stands above', async () => {
    const names = await files()
    assert.ok(names.length >= 70, `${names.length} files`)
    for (const name of names) {
      const response = await post(name)
      const expected = REFUSED.find(([pattern]) => pattern.test(name))?.[1]
      const { issue } = (await response.json()) as OperationOutcome
      assert.equal(response.status, expected?.status ?? 201, `${name}: ${issue[0]?.diagnostics}`)
      if (expected) assert.match(issue[0]?.diagnostics ?? '', expected.because, name)
    }
  })

  test('a searchset is not taken as a batch, and its AuditEvents are, as one', async () => {
    for (const name of (await files()).filter((file) => /07_response_getAuditEvent\.json$/.test(file))) {
      const bundle = JSON.parse(await readFile(join(folder, name), 'utf8')) as { entry: { resource: object }[] }
      const refused = await gateway.post('/fhir', JSON.stringify(bundle))
      assert.equal(refused.status, 422)
      assert.deepEqual(((await refused.json()) as OperationOutcome).issue[0]?.expression, ['Bundle.type'])
      const entry = bundle.entry.map(({ resource }) => ({ resource, request: { method: 'POST', url: 'AuditEvent' } }))
      const response = await gateway.post('/fhir', JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }))
      const answers = (await response.json()) as { entry: { response: { status: string } }[] }
      assert.deepEqual(new Set(answers.entry.map(({ response }) => response.status)), new Set(['201 Created']), name)
    }
  })

  test('what was taken singly is answered alike in a stream', async () => {
    const taken = (await files()).filter((name) => !REFUSED.some(([pattern]) => pattern.test(name)))
    const single = await Promise.all(taken.map(async (name) => (await post(name)).headers.get('location')?.split('/').at(-1)))
    const lines = await Promise.all(taken.map(async (name) => JSON.stringify(JSON.parse(await readFile(join(folder, name), 'utf8')))))
    const response = await gateway.post('/api/access-events', lines.join('\n'), { 'content-type': 'application/fhir+ndjson' })
    const answers = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id?: string })
    assert.deepEqual(
      answers.slice(0, -1).map(({ id }) => id),
      single,
    )
  })
})
