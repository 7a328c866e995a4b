import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { connect } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { copiedRows } from './copied-rows.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function rowsOf(query: string) {
  const client = await connect(database.ownerUrl)
  const rows: (Buffer | null)[][] = []
  try {
    for await (const batch of copiedRows(client, query)) for (const row of batch) rows.push(row.map((value) => value && Buffer.from(value)))
  } finally {
    await client.end()
  }
  return rows
}

test('every row comes whole, wherever the connection cuts, with values of any length and none', async () => {
  const rows = await rowsOf(
    `SELECT n::bigint, CASE WHEN n % 3 > 0 THEN convert_to(repeat(chr(97 + n % 26), n * 37 % 5000), 'UTF8') END FROM generate_series(0, 2999) AS n`,
  )
  assert.equal(rows.length, 3000)
  for (const [n, [number, text]] of rows.entries()) {
    assert.equal(number?.readBigInt64BE(), BigInt(n))
    assert.equal(text?.toString(), n % 3 > 0 ? String.fromCharCode(97 + (n % 26)).repeat((n * 37) % 5000) : undefined)
  }
})

test('it does not matter where the bytes are cut, but that all of them come', async () => {
  const client = await connect(database.ownerUrl)
  const query = `SELECT n, CASE WHEN n > 1 THEN 'abc' END FROM generate_series(1, 3) AS n`
  const bytes = Buffer.concat(await client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`)).toArray())
  await client.end()
  const read = async (length: number, all = bytes) => {
    const parts = Array.from({ length: Math.ceil(all.length / length) }, (_, i) => all.subarray(i * length, (i + 1) * length))
    const rows: string[] = []
    for await (const batch of copiedRows({ query: () => Readable.from(parts) } as unknown as Client, ''))
      for (const row of batch) rows.push(row.map((value) => value?.toString('hex')).join())
    return rows
  }
  for (let length = 1; length <= bytes.length; length++)
    assert.deepEqual(await read(length), ['00000001,', '00000002,616263', '00000003,616263'])
  await assert.rejects(read(7, bytes.subarray(0, -2)), /cut short/)
})

test('no rows are no rows', async () => {
  assert.deepEqual(await rowsOf('SELECT 1 WHERE false'), [])
})

test('rows that are cut short are an error, never fewer rows', async () => {
  await assert.rejects(rowsOf('SELECT 1 / (2000 - n), n FROM generate_series(1, 3000) AS n'), /division by zero/)
})
