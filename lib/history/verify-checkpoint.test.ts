import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TestLog } from './testing.ts'
import { verifyCheckpoint } from './verify-checkpoint.ts'

const NOW = 1_800_000_000

test('a witness is an auditor only if the trust file says so', () => {
  const log = new TestLog({ quorum: 'both', auditors: ['auditor'] })
  log.seal(NOW)
  const { witnesses, auditors } = verifyCheckpoint(log.note, log.trust, NOW)
  assert.deepEqual(witnesses, ['w1.example', 'w2.example'])
  assert.deepEqual(auditors, ['auditor.example'])
})
