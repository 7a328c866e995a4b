import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { lineBatches } from './batches.ts'
import type { Line } from './lines.ts'

const LIMITS = { lineBytes: 100, batchLines: 3, batchBytes: 1000, lingerMs: 5 }
const never = new AbortController().signal
const numbers = (batch: readonly Line[]) => batch.map((line) => line.number)

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

test('a batch is full at its number of lines, and what is left comes at the end', async () => {
  const body = new PassThrough()
  body.end('a\nb\nc\nd\ne\nf\ng')
  const batches = await all(lineBatches(body, LIMITS, never))
  assert.deepEqual(batches.map(numbers), [[1, 2, 3], [4, 5, 6], [7]])
})

test('a batch is full at its number of bytes', async () => {
  const body = new PassThrough()
  body.end('aaaaaaaa\nbbbbbbbb\nc')
  const batches = await all(lineBatches(body, { ...LIMITS, batchBytes: 10 }, never))
  assert.deepEqual(batches.map(numbers), [[1, 2], [3]])
})

test('a line that has no company is not kept waiting', async () => {
  const body = new PassThrough()
  const batches = lineBatches(body, LIMITS, never)
  body.write('a\nhalf')
  assert.deepEqual(numbers((await batches.next()).value ?? []), [1])
  body.end(' and half\n')
  const [line] = (await batches.next()).value ?? []
  assert.equal(Buffer.from(line?.bytes ?? []).toString(), 'half and half')
})

test('a cut connection throws, and its half line is never seen', async () => {
  const body = new PassThrough()
  const batches = lineBatches(body, LIMITS, never)
  body.write('a\n{"half":')
  await batches.next()
  const next = batches.next()
  body.destroy(new Error('cut'))
  await assert.rejects(next, /cut/)
})

test('nothing is read while nobody asks', async () => {
  let read = 0
  const body = (async function* () {
    for (;;) yield Buffer.from(`${++read}\n\n\n`)
  })()
  const batches = lineBatches(body, LIMITS, never)
  await batches.next()
  const before = read
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(read, before)
  assert.equal(before, 3)
})

test('a stop ends the batches while a line is awaited', async () => {
  const stop = new AbortController()
  const body = new PassThrough()
  const batches = lineBatches(body, LIMITS, stop.signal)
  body.write('a\n')
  await batches.next()
  const next = batches.next()
  stop.abort()
  assert.equal((await next).done, true)
})
