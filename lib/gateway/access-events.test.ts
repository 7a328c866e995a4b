import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { LIMITS } from './limits.ts'
import type { OperationOutcome } from './outcome.ts'
import { auditEvent, type TestGateway, testGateway } from './testing.ts'

type Answer = {
  readonly line?: number
  readonly status?: string
  readonly id?: string
  readonly outcome?: OperationOutcome
  readonly end?: boolean
  readonly through?: number
  readonly lines?: number
  readonly created?: number
  readonly refused?: number
}

const NDJSON = { 'content-type': 'application/fhir+ndjson' }
const line = (number: number) => `${JSON.stringify(auditEvent(number))}\n`

describe('a stream of access events', () => {
  let gateway: TestGateway
  before(async () => {
    gateway = await testGateway()
  })
  after(() => gateway.close())

  const stored = async (ids: readonly unknown[]) =>
    (await gateway.owner.query('SELECT FROM pending WHERE id = ANY($1::uuid[])', [ids])).rowCount
  const pending = async () => Number((await gateway.owner.query('SELECT count(*) FROM pending')).rows[0].count)
  const parse = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((answer) => JSON.parse(answer) as Answer)
  const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const response = await gateway.post('/api/access-events', body, { ...NDJSON, ...headers })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/fhir+ndjson; charset=utf-8')
    return parse(await response.text())
  }

  /** A connection that writes and reads at the same time. */
  async function open(): Promise<{ write: ClientRequest; answers: AsyncIterator<string>; response: Promise<IncomingMessage> }> {
    const headers = { ...NDJSON, authorization: `Bearer ${await gateway.issuer.token()}` }
    const write = httpRequest(`${gateway.url}/api/access-events`, { method: 'POST', headers })
    const response = once(write, 'response').then(([message]) => message as IncomingMessage)
    response.catch(() => {})
    const answers = (async function* () {
      yield* createInterface({ input: await response })
    })()
    return { write, answers, response }
  }

  test('is answered line by line, in order, and counted at the end', async () => {
    const half = Buffer.from('{"resourceType":"AuditEvent","x":"\xc3"}\n', 'latin1')
    const long = `"${'x'.repeat(LIMITS.resourceBytes)}"\n`
    const body = Buffer.concat([
      Buffer.from(`${line(1)}not JSON\n\n[]\n`),
      half,
      Buffer.from(`${long}{"resourceType":"Patient"}\r\n${line(2)}${line(3).trimEnd()}`),
    ])
    const answers = await send(body)
    const end = answers.pop()
    assert.deepEqual(end, { end: true, lines: 9, created: 3, refused: 5 })
    assert.deepEqual(
      answers.map(({ line, status }) => [line, status]),
      [1, 2, 4, 5, 6, 7, 8, 9].map((number) => [number, [1, 8, 9].includes(number) ? 'created' : 'refused']),
    )
    assert.equal(await stored(answers.flatMap(({ id }) => id ?? [])), 3)
    for (const { status, outcome } of answers) if (status === 'refused') assert.equal(outcome?.resourceType, 'OperationOutcome')
    assert.equal(answers[4]?.outcome?.issue[0]?.code, 'too-long')
  })

  test('in which everything is wrong is answered in a few words', async () => {
    const wrong = `${JSON.stringify(auditEvent(1, { entity: Array.from({ length: 100 }, () => ({ detail: Array(100).fill(1) })) }))}\n`
    const answers = await send(wrong.repeat(100))
    assert.deepEqual(answers.pop(), { end: true, lines: 100, created: 0, refused: 100 })
    const issues = answers.map(({ outcome }) => outcome?.issue.length ?? 0)
    assert.deepEqual([issues.length, issues[0], issues.at(-1)], [100, 21, 2])
    assert.ok(JSON.stringify(answers).length < 250_000)
  })

  test('sent again is answered alike and stored once', async () => {
    const body = Array.from({ length: 700 }, (_, number) => line(number)).join('')
    const first = await send(body)
    const before = await pending()
    assert.deepEqual(await send(body), first)
    assert.equal(await pending(), before)
    assert.equal((await gateway.post('/fhir/AuditEvent', line(7))).headers.get('location')?.split('/').at(-1), first[7]?.id)
  })

  test('two at once with the same lines store each once', async () => {
    const lines = Array.from({ length: 700 }, (_, number) => line(5000 + number))
    const before = await pending()
    const [one, other] = await Promise.all([send(lines.join('')), send(lines.toReversed().join(''))])
    assert.equal(await pending(), before + lines.length)
    assert.deepEqual(new Set(one.map(({ id }) => id)), new Set(other.map(({ id }) => id)))
  })

  test('acknowledges each line while the next is still unwritten, and only what is committed', async () => {
    const { write, answers } = await open()
    for (const number of [100, 101, 102]) {
      write.write(line(number))
      const answer = JSON.parse((await answers.next()).value) as Answer
      assert.equal(answer.status, 'created')
      assert.equal(await stored([answer.id]), 1)
    }
    write.end()
    assert.deepEqual(JSON.parse((await answers.next()).value), { end: true, lines: 3, created: 3, refused: 0 })
  })

  test('cut within a line keeps what was acknowledged, never the half line, and can be sent again', async () => {
    const { write, answers } = await open()
    write.write(line(200) + line(201))
    const acknowledged = [JSON.parse((await answers.next()).value), JSON.parse((await answers.next()).value)] as Answer[]
    const before = await pending()
    write.write(line(202).slice(0, 300))
    await new Promise((resolve) => setTimeout(resolve, 50))
    write.once('error', () => {}).destroy()
    await assert.rejects(async () => {
      await answers.next()
    })
    assert.equal(await stored(acknowledged.map(({ id }) => id)), 2)
    assert.equal(await pending(), before)
    const again = await send(line(200) + line(201) + line(202))
    assert.deepEqual(again.slice(0, 2), acknowledged)
    assert.equal(again[2]?.status, 'created')
  })

  test('with Prefer: return=minimal says how far it came, and what was refused', async () => {
    const answers = await send(`${line(300)}garbage\n${line(301)}`, { prefer: 'return=minimal' })
    assert.deepEqual(
      answers.map(({ line, through, end }) => ({ line, through, end })),
      [
        { line: 2, through: undefined, end: undefined },
        { line: undefined, through: 3, end: undefined },
        { line: undefined, through: undefined, end: true },
      ],
    )
  })

  test('without a line is answered with its count', async () => {
    assert.deepEqual(await send(''), [{ end: true, lines: 0, created: 0, refused: 0 }])
    assert.deepEqual(await send('\n\r\n'), [{ end: true, lines: 0, created: 0, refused: 0 }])
  })

  test('of another media type or encoding is refused with 415', async () => {
    for (const headers of [{ 'content-type': 'application/fhir+json' }, { 'content-type': 'text/plain' }, { 'content-encoding': 'gzip' }]) {
      const response = await gateway.post('/api/access-events', line(400), { ...NDJSON, ...headers })
      assert.equal(response.status, 415)
      assert.equal(((await response.json()) as OperationOutcome).issue[0]?.code, 'not-supported')
    }
  })

  test('is not read faster than it is committed', async () => {
    const lock = await gateway.owner.connect()
    await lock.query('BEGIN; LOCK TABLE pending IN SHARE MODE')
    const { write, response } = await open()
    const padding = { extension: [{ url: 'https://clinic.example/padding', valueString: 'x'.repeat(20_000) }] }
    let sent = 0
    while (sent < 5000) if (!write.write(`${JSON.stringify(auditEvent(sent++, padding))}\n`) && !(await drained(write))) break
    assert.ok(sent < 2000, `${sent} lines of 20 kB were taken although none could be stored`)
    await lock.query('COMMIT')
    lock.release()
    write.end()
    const answers = parse(await (await response).toArray().then((chunks) => chunks.join('')))
    assert.deepEqual(answers.at(-1), { end: true, lines: sent, created: sent, refused: 0 })
  })

  test('of 100,000 lines holds a few of them in memory', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const { write, response } = await open()
    const lines = `{"x":"${'x'.repeat(1000)}"}\n`.repeat(1000)
    let held = 0
    const heap = () => {
      collect()
      collect() // array buffers are swept beside the first collection
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      return heapUsed + arrayBuffers
    }
    const before = heap()
    const sending = (async () => {
      for (let thousand = 0; thousand < 100; thousand++) {
        if (!write.write(lines)) await once(write, 'drain')
        if (thousand % 20 === 19) held = Math.max(held, heap() - before)
      }
      write.end()
    })()
    let last = ''
    for await (const answer of createInterface({ input: await response })) last = answer
    await sending
    assert.deepEqual(JSON.parse(last), { end: true, lines: 100_000, created: 0, refused: 100_000 })
    assert.ok(held < 50 * 2 ** 20, `${Math.round(held / 2 ** 20)} MiB of 100 were held`)
  })

  test('ends with what is not stored, when the database goes away', async () => {
    const { write, answers } = await open()
    write.write(line(500))
    await answers.next()
    const { name } = (await gateway.owner.query('SELECT current_database() AS name')).rows[0]
    await gateway.owner.query(`ALTER ROLE ${name}_gateway NOLOGIN`)
    await gateway.owner.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [`${name}_gateway`])
    write.write(line(501))
    const last = JSON.parse((await answers.next()).value) as Answer
    assert.deepEqual([last.end, last.lines, last.outcome?.issue[0]?.code], [false, 1, 'transient'])
    assert.equal((await answers.next()).done, true)
    write.once('error', () => {}).destroy()
    await gateway.owner.query(`ALTER ROLE ${name}_gateway LOGIN`)
    assert.equal((await send(line(501)))[0]?.status, 'created')
  })
})

function drained(write: ClientRequest): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 500)
    write.once('drain', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}
