import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { LIMITS } from './limits.ts'
import type { OperationOutcome } from './outcome.ts'
import { auditEvent, type TestGateway, testGateway } from './testing.ts'

type Answer = { readonly response: { readonly status: string; readonly location?: string; readonly outcome?: OperationOutcome } }

const request = { method: 'POST', url: 'AuditEvent' }
const entryOf = (resource: unknown) => ({ resource, request })

describe('a batch', () => {
  let gateway: TestGateway
  before(async () => {
    gateway = await testGateway()
  })
  after(() => gateway.close())

  const post = (bundle: object) => gateway.post('/fhir', JSON.stringify({ resourceType: 'Bundle', type: 'batch', ...bundle }))
  const answers = async (entry: readonly unknown[]) => {
    const response = await post({ entry })
    assert.equal(response.status, 200)
    const body = (await response.json()) as { resourceType: string; type: string; entry: Answer[] }
    assert.deepEqual([body.resourceType, body.type, body.entry.length], ['Bundle', 'batch-response', entry.length])
    return body.entry.map(({ response }) => response)
  }

  test('is answered entry by entry, in order, the good ones stored and the others explained', async () => {
    const { agent: _, ...nobody } = auditEvent(2)
    const got = await answers([
      entryOf(auditEvent(1)),
      entryOf(nobody),
      entryOf({ resourceType: 'Patient' }),
      { resource: auditEvent(3), request: { method: 'PUT', url: 'AuditEvent/1' } },
      { resource: auditEvent(3), request: { method: 'POST', url: 'Patient' } },
      { resource: auditEvent(3) },
      { request },
      null,
      entryOf(auditEvent(4)),
    ])
    const statuses = got.map(({ status }) => Number(status.slice(0, 3)))
    assert.deepEqual([statuses[0], statuses[8]], [201, 201])
    assert.deepEqual(statuses.slice(3, 8), [405, 404, 405, 400, 400])
    assert.ok(statuses.slice(1, 8).every((status) => status >= 400 && status < 500))
    for (const { outcome } of got.slice(1, 8)) assert.equal(outcome?.resourceType, 'OperationOutcome')
    assert.deepEqual(got[3]?.outcome?.issue[0]?.expression, ['Bundle.entry[3].request.method'])
    for (const { location } of [got[0], got[8]].flatMap((answer) => answer ?? [])) {
      const { rowCount } = await gateway.owner.query('SELECT FROM pending WHERE id = $1', [location?.split('/').at(-1)])
      assert.equal(rowCount, 1)
    }
  })

  test('refuses an entry that alone would be too large, and takes the others', async () => {
    const large = { ...auditEvent(7), extension: [{ url: 'https://his.example/note', valueString: 'x'.repeat(LIMITS.resourceBytes) }] }
    const statuses = (await answers([entryOf(large), entryOf(auditEvent(8))])).map(({ status }) => Number(status.slice(0, 3)))
    assert.deepEqual(statuses, [413, 201])
  })

  test('in which everything is wrong is answered in a few words', async () => {
    const example = JSON.parse(await readFile(new URL('../../docs/example-event.json', import.meta.url), 'utf8'))
    const wrong = { ...example, entity: Array.from({ length: 100 }, () => ({ detail: Array(100).fill(1) })) }
    const response = await post({ entry: Array(380).fill(entryOf(wrong)) })
    assert.equal(response.status, 200)
    const text = await response.text()
    assert.ok(text.length < 500_000, `${text.length} bytes`)
    const outcomes = (JSON.parse(text) as { entry: Answer[] }).entry.map(({ response }) => response.outcome?.issue ?? [])
    assert.deepEqual([outcomes.length, outcomes[0]?.length, outcomes.at(-1)?.length], [380, 21, 2])
    assert.ok(outcomes.flat().length < LIMITS.answerIssues + 2 * 380)
    const single = await gateway.post('/fhir/AuditEvent', JSON.stringify(wrong))
    assert.equal(single.status, 422)
    assert.ok((await single.text()).length < 5000)
  })

  test('with the same resource twice stores it once and answers alike', async () => {
    const [first, second] = await answers([entryOf(auditEvent(5)), entryOf(auditEvent(5))])
    assert.equal(first?.location, second?.location)
    assert.deepEqual(await answers([entryOf(auditEvent(5))]), [first])
  })

  test('may be empty', async () => {
    assert.deepEqual(await answers([]), [])
  })

  test('of another type is refused with the reason, a transaction above all', async () => {
    for (const type of ['transaction', 'searchset', 'collection', 'history', undefined]) {
      const response = await post({ type, entry: [entryOf(auditEvent(6))] })
      assert.equal(response.status, 422)
      const { issue } = (await response.json()) as OperationOutcome
      assert.deepEqual(issue[0]?.expression, ['Bundle.type'])
      if (type === 'transaction') assert.match(issue[0]?.diagnostics ?? '', /send a batch/)
    }
    assert.equal((await gateway.post('/fhir', JSON.stringify(auditEvent(6)))).status, 400)
    assert.equal((await post({ entry: {} })).status, 400)
  })

  test('over the number of entries or bytes is refused whole', async () => {
    const many = Array.from({ length: LIMITS.bundleEntries + 1 }, (_, number) => entryOf(auditEvent(number)))
    assert.equal((await post({ entry: many })).status, 413)
    assert.equal((await gateway.post('/fhir', ' '.repeat(LIMITS.bundleBytes + 1))).status, 413)
    assert.equal((await answers(many.slice(1))).filter(({ status }) => status === '201 Created').length, LIMITS.bundleEntries)
  })
})
