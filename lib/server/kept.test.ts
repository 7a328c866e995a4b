import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { kept } from './kept.ts'

describe('what many ask for', () => {
  test('is read once, also when all ask at the same moment', async () => {
    let reads = 0
    const ask = kept(
      1000,
      async () => ({ reads: ++reads }),
      () => 0,
    )
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [{ reads: 1 }, { reads: 1 }, { reads: 1 }])
    assert.deepEqual(await ask(), { reads: 1 })
  })

  test('is read again when its time is over', async () => {
    let reads = 0
    let now = 0
    const ask = kept(
      1000,
      async () => ({ reads: ++reads }),
      () => now,
    )
    await ask()
    now = 999
    assert.deepEqual(await ask(), { reads: 1 })
    now = 1000
    assert.deepEqual(await ask(), { reads: 2 })
  })

  test('is unreadable for a second when it fails, and then as good as before', async () => {
    let now = 0
    let down = true
    const ask = kept(
      60_000,
      async () => {
        if (down) throw new Error('the database is down')
        return { well: true }
      },
      () => now,
    )
    assert.equal(await ask(), 'unreadable')
    down = false
    now = 999
    assert.equal(await ask(), 'unreadable')
    now = 1000
    assert.deepEqual(await ask(), { well: true })
  })
})
