import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitEvent } from '#lib/history/entry.ts'
import { TestLog } from '#lib/history/testing.ts'
import { toHex, utf8 } from '#lib/tlog/bytes.ts'
import { Unreachable } from './log-files.ts'
import { checkLogged } from './logged.ts'
import { ANNA, addEntries, BORIS, NOW } from './testing.ts'

const log = new TestLog()
addEntries(log, ANNA, 0, 300)
addEntries(log, BORIS, 0, 3)
log.seal(NOW)

function entry(n: number, whose = ANNA) {
  const found = log.person(whose).entries[n]
  assert.ok(found)
  return { logIndex: found.logIndex, commitment: toHex(commitEvent(found.nonce, found.event)) }
}

type Entry = ReturnType<typeof entry>
type Server = { readonly file?: (path: string) => Uint8Array; readonly now?: number; readonly note?: string }

async function check(entries: readonly Entry[], { file = (path) => log.file(path), now = NOW, note = log.note }: Server = {}) {
  const request = { trust: log.trustText, logUrl: '', entries }
  const fetchFile = async (path: string) => (path === 'checkpoint' ? utf8(note) : file(path))
  return checkLogged(request, { fetchFile, now: () => now * 1000, random: (below) => below - 1 })
}

test('entries that are in the log are found there, of whoever they are', async () => {
  const { verdicts, level, time } = await check([entry(0), entry(299), entry(1, BORIS)])
  assert.deepEqual(verdicts, ['verified', 'verified', 'verified'])
  assert.deepEqual([level, time], ['sealed', NOW], 'there is no quorum in this policy')
})

test('another entry at a place, or an entry at another place, does not match; the others are verified', async () => {
  const [one, other] = [entry(0), entry(1)]
  assert.deepEqual((await check([{ ...one, commitment: other.commitment }, other])).verdicts, ['mismatch', 'verified'])
  assert.deepEqual((await check([{ ...one, logIndex: one.logIndex + 1 }])).verdicts, ['mismatch'])
})

test('files that lead to another root do not match', async () => {
  const file = (path: string) => {
    const bytes = Uint8Array.from(log.file(path))
    if (path.startsWith('tile/0/')) bytes[0] = (bytes[0] ?? 0) ^ 1
    return bytes
  }
  assert.deepEqual((await check([entry(0)], { file })).verdicts, ['mismatch'])
})

test('a checkpoint that is not signed as the trust file demands does not match', async () => {
  assert.deepEqual((await check([entry(0)], { note: log.note.replace(/\n(\d+)\n/, '\n1$1\n') })).verdicts, ['mismatch'])
})

test('what cannot be reached could not be checked, and accuses nobody', async () => {
  const nothing = (): never => {
    throw new Unreachable('no answer')
  }
  assert.deepEqual((await check([entry(0)], { file: nothing })).verdicts, ['unchecked'])
  const answer = await checkLogged(
    { trust: log.trustText, logUrl: '', entries: [entry(0)] },
    { fetchFile: async () => nothing(), now: () => NOW * 1000, random: () => 0 },
  )
  assert.deepEqual(answer, { verdicts: ['unchecked'] })
})

test('a checkpoint that is old says only that', async () => {
  assert.deepEqual((await check([entry(0)], { now: NOW + 3600 })).verdicts, ['waiting'])
  assert.deepEqual((await check([entry(0)], { now: NOW + 90_000_000 })).verdicts, ['unchecked'])
})

test('an entry that the checkpoint does not reach yet waits', async () => {
  assert.deepEqual((await check([{ ...entry(0), logIndex: 10_000 }])).verdicts, ['waiting'])
})
