import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519Cosigner, mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { ed25519Signer } from '#lib/tlog/note.ts'
import { printPolicy, quorumMet } from '#lib/tlog/policy.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { parseTrust, printTrust } from './trust.ts'
import { withLogKeys, withoutWitness, withQuorum, withWitness } from './trust-change.ts'
import { vrfPublicKey } from './vrf.ts'

const secret = (n: number) => new Uint8Array(32).fill(n)
const logKeys = (name: string, n: number) => [ed25519Signer(name, secret(n)).vkey, mlDsa44Cosigner(name, secret(n + 1)).vkey] as const
const witness = (name: string, n: number) => ({
  vkeys: [ed25519Cosigner(name, secret(n)).vkey, mlDsa44Cosigner(name, secret(n + 1)).vkey],
  url: `https://${name}/`,
  auditor: false,
})
const vrf = vrfPublicKey(secret(99)) as Parameters<typeof printTrust>[0]['vrf']
const logs = logKeys('log.example', 1).map((vkey) => ({ vkey }))
const nobody = printPolicy({ logs, witnesses: [], groups: [], quorum: 'none' })
const bare = parseTrust(printTrust({ policy: nobody, vrf, auditors: [], fresh: 600, skew: 60, systems: [] }))
const [w1, w2, w3] = [witness('w1.example', 10), witness('w2.example', 20), witness('w3.example', 30)]
const met = (trust: typeof bare, ...named: readonly (typeof w1)[]) =>
  quorumMet(
    trust.keys,
    named.flatMap(({ vkeys }) => vkeys.slice(0, 1)),
  )

test('witnesses are added, each counting once, and the quorum is asked of them', () => {
  const one = withWitness(bare, w1)
  assert.deepEqual([met(one), met(one, w1)], [false, true])
  const two = withQuorum(withWitness(withWitness(one, w2), w3), 2)
  assert.deepEqual([met(two, w1), met(two, w1, w3), met(two, w1, w1)], [false, true, false])
  assert.notEqual(two.fingerprint, bare.fingerprint)
  assert.deepEqual(parseTrust(printTrust(two)), two)
})

test('a witness is removed with its group, but not below the quorum', () => {
  const three = withQuorum(withWitness(withWitness(withWitness(bare, w1), w2), w3), 2)
  const two = withoutWitness(three, 'w2.example')
  assert.deepEqual([met(two, w1, w2), met(two, w1, w3)], [false, true])
  assert.throws(() => withoutWitness(two, 'w1.example'), refusal('malformed'))
  assert.throws(() => withoutWitness(two, 'w2.example'), refusal('malformed'))
  assert.throws(() => withoutWitness(withWitness(bare, w1), 'w1.example'), refusal('malformed'), 'nor to none at all')
})

test('a quorum of more than there are is refused', () => {
  assert.throws(() => withQuorum(withWitness(bare, w1), 2), refusal('malformed'))
})

test('a single witness that is the quorum by its own name gets a group beside it', () => {
  const [vkey] = w1.vkeys
  assert.ok(vkey)
  const policy = printPolicy({ logs, witnesses: [{ name: 'only', vkey, url: w1.url }], groups: [], quorum: 'only' })
  const single = parseTrust(printTrust({ policy, vrf, auditors: [], fresh: 600, skew: 60, systems: [] }))
  const both = withWitness(single, w2)
  assert.deepEqual([met(both, w1), met(both, w2), met(both)], [true, true, false])
  assert.equal(met(withoutWitness(both, 'w1.example'), w2), true)
})

test('an auditor cosigns beside the quorum', () => {
  const auditor = { ...w2, auditor: true }
  const trust = withWitness(withWitness(bare, w1), auditor)
  assert.deepEqual(trust.auditors, ['w2.example/1', 'w2.example/2'])
  assert.deepEqual([met(trust, w2), met(trust, w1)], [false, true])
  assert.deepEqual(withoutWitness(trust, 'w2.example').auditors, [])
})

test('the log’s keys change under one name, and nothing else does', () => {
  const next = withLogKeys(bare, logKeys('log.example', 50))
  assert.equal(next.origin, bare.origin)
  assert.notDeepEqual(next.logEd25519, bare.logEd25519)
  assert.deepEqual(
    { ...next, keys: 0, policy: 0, fingerprint: 0, logEd25519: 0, logMlDsa44: 0 },
    { ...bare, keys: 0, policy: 0, fingerprint: 0, logEd25519: 0, logMlDsa44: 0 },
  )
  assert.throws(() => withLogKeys(bare, logKeys('another.example', 50)), refusal('malformed'))
})

test('keys of two names, or of a log, are no witness’s', () => {
  assert.throws(() => withWitness(bare, { ...w1, vkeys: [...w1.vkeys.slice(0, 1), ...w2.vkeys.slice(0, 1)] }), refusal('malformed'))
  assert.throws(() => withWitness(bare, { ...w1, vkeys: [logKeys('w.example', 70)[0]] }), refusal('malformed'))
  assert.throws(() => withWitness(withWitness(bare, w1), w1), refusal('malformed'))
})
