import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseConcealed, parseEvent } from '#lib/event/access-event.ts'
import { commitConcealed, commitEvent, commitNetwork } from '#lib/history/entry.ts'
import { fromBase64, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { enqueue, pendingCount } from './queue.ts'
import { TestLedger, testSubmission } from './testing.ts'

describe('the queue', () => {
  let ledger: TestLedger
  before(async () => {
    ledger = await TestLedger.make()
  })
  after(() => ledger.close())

  test('what is submitted again gets its first answer and is stored once, also within one batch', async () => {
    const event = testSubmission(1)
    const [first, again] = await enqueue(ledger.gateway, [event, event])
    assert.deepEqual([first?.status, again?.status], ['created', 'duplicate'])
    assert.equal(first?.eventId, again?.eventId)
    const [later] = await enqueue(ledger.gateway, [event])
    assert.deepEqual(later, { status: 'duplicate', eventId: first?.eventId })
    assert.equal(await pendingCount(ledger.gateway, 10), 1)
  })

  test('the same batch sent by many at once, in any order, is stored once and answered alike', async () => {
    const before = await pendingCount(ledger.gateway, 1000)
    const batch = Array.from({ length: 20 }, (_, i) => testSubmission(100 + i))
    const answers = await Promise.all(
      [batch, batch.toReversed(), batch, batch.toReversed()].map(async (order) => {
        const ids = await enqueue(ledger.gateway, order)
        return new Map(order.map((event, i) => [toHex(event.digest), ids[i]?.eventId]))
      }),
    )
    for (const answer of answers) for (const [digest, id] of answer) assert.equal(id, answers[0]?.get(digest))
    assert.equal(await pendingCount(ledger.gateway, 1000), before + 20)
  })

  test('the same resource from another system, or for another person, is another event', async () => {
    const event = testSubmission(2)
    const other = { ...event, recordSystem: 'other' }
    const person = { ...event, event: testSubmission(3).event }
    const ids = await enqueue(ledger.gateway, [event, other, person])
    assert.equal(new Set(ids.map(({ eventId }) => eventId)).size, 3)
  })

  test('a batch with one event that cannot be stored stores none', async () => {
    const before = await pendingCount(ledger.gateway, 1000)
    const broken = testSubmission(4, { accessedAt: 'yesterday' })
    await assert.rejects(enqueue(ledger.gateway, [testSubmission(4), broken]))
    assert.equal(await pendingCount(ledger.gateway, 1000), before)
  })

  test('events wait in the order in which they were submitted', async () => {
    const batch = [9, 5, 7, 5].map((person) => testSubmission(person))
    const ids = (await enqueue(ledger.gateway, batch)).map(({ eventId }) => eventId)
    const { rows } = await ledger.owner.query<{ id: string }>('SELECT id FROM pending WHERE id = ANY ($1) ORDER BY received_at, id', [ids])
    assert.deepEqual(
      rows.map(({ id }) => id),
      ids,
    )
  })

  test('the stored bytes open the commitments; network addresses stand in them as a keyed digest only', async () => {
    const [queued] = await enqueue(ledger.gateway, [testSubmission(8)])
    const { rows } = await ledger.owner.query('SELECT * FROM pending WHERE id = $1', [queued?.eventId])
    const row = rows[0]
    assert.equal(toHex(row.commitment), toHex(commitEvent(row.event_nonce, row.event)))
    const event = parseEvent(row.event)
    assert.equal(event.id, queued?.eventId)
    assert.equal(toHex(fromBase64(event.concealed)), toHex(commitConcealed(row.concealed_nonce, row.concealed)))
    const { actor, network } = parseConcealed(row.concealed)
    assert.equal(actor?.name, 'Anna Berg')
    assert.equal(toHex(fromBase64(network?.digest ?? '')), toHex(commitNetwork(row.source_nonce, utf8('{"address":"10.1.2.3"}'))))
    assert.ok(!row.event.includes('10.1.2.3') && !row.event.includes('Anna') && !row.concealed.includes('10.1.2.3'))
  })
})
