import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '#lib/db/embedded.ts'
import { HighestFile } from '#lib/durable.ts'
import { printTrust } from '#lib/history/trust.ts'
import { makeLogKeys, readLogKeys, signCheckpoint } from '#lib/ledger/keys.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { asHash, utf8 } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { printPolicy } from '#lib/tlog/policy.ts'
import { coverageStatus, logStatus } from './status.ts'
import { transparency } from './transparency.ts'
import { trustDescription, trustFile } from './trust.ts'

const ORIGIN = 'sightline.example/outage'

describe('while the database is down', () => {
  let folder = ''
  let trust = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-status-'))
    await makeLogKeys(folder)
    const keys = await readLogKeys(folder, ORIGIN)
    const policy = printPolicy({ logs: keys.vkeys.map((vkey) => ({ vkey })), witnesses: [], groups: [], quorum: 'none' })
    trust = printTrust({ policy, vrf: keys.vrfKey, auditors: [], fresh: 600, skew: 300, systems: [] })
    await writeFile(join(folder, 'trust.json'), trust)
    const text = printCheckpoint({ origin: ORIGIN, size: 5, root: asHash(new Uint8Array(32).fill(7)) })
    const note = signCheckpoint(keys, text, Math.floor(Date.now() / 1000))
    await new LogFiles(join(folder, 'log')).checkpoints.put(HighestFile.name(5, 1), utf8(note))
    Object.assign(process.env, {
      WEB_DATABASE_URL: `postgresql://nobody@127.0.0.1:${await freePort()}/none`,
      STAFF_DATABASE_URL: 'postgresql://localhost/none',
      SESSION_SECRET: 'only-for-tests-only-for-tests-only',
      LOG_DIR: join(folder, 'log'),
      LOG_ORIGIN: ORIGIN,
      TRUST_FILE: join(folder, 'trust.json'),
    })
  })
  after(() => rm(folder, { recursive: true }))

  test('the newest checkpoint is shown, and the rest says that it cannot be read', async () => {
    const { at: _, checkpoint, ...status } = await logStatus()
    assert.ok(typeof checkpoint === 'object')
    assert.equal(checkpoint.size, 5)
    assert.equal(checkpoint.timeIs, 'operator')
    assert.deepEqual(status, {
      origin: ORIGIN,
      fresh: 600,
      state: 'unknown',
      reasons: ['database-unreadable'],
      quorum: { kind: 'none' },
      remembered: false,
      witnesses: [],
      auditors: [],
      fsck: 'unreadable',
      incidents: 'unreadable',
      coverage: 'unreadable',
    })
    assert.equal((await coverageStatus()).coverage, 'unreadable')
  })

  test('so is everything else that comes from files', async () => {
    const { growth, status } = await transparency()
    assert.equal(growth, 'unreadable')
    assert.equal(status.state, 'unknown')
    assert.equal(new TextDecoder().decode((await trustFile()).bytes), trust)
    const { origin, keys, fingerprint } = await trustDescription()
    assert.match(fingerprint, /^[0-9a-f]{64}$/)
    assert.deepEqual(
      keys.map(({ owner, use, algorithm }) => [owner, use, algorithm]),
      [
        [origin, 'log', 'Ed25519'],
        [origin, 'log', 'ML-DSA-44'],
      ],
    )
  })
})
