import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asHash, fromBase64, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { printVkey } from '#lib/tlog/note.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { TestLog } from './testing.ts'
import { parseTrust, printTrust, trustFingerprint } from './trust.ts'

const { trustText, trust } = new TestLog({ quorum: 'w1', auditors: ['auditor'] })
const [ed = '', mlDsa = '', ...rest] = trust.policy.split('\n')
const withPolicy = (...lines: string[]) => printTrust({ ...trust, policy: lines.join('\n') })
const refused = (text: string) => assert.throws(() => parseTrust(text), refusal('malformed'))

test('a trust file is read and printed as it was', () => {
  assert.equal(printTrust(trust), trustText)
  assert.deepEqual([trust.origin, trust.auditors, trust.keys.quorum], ['log.example/test', ['auditor'], 'w1'])
  assert.equal(
    parseTrust(printTrust({ ...trust, systems: [{ system: 's', aliases: ['t'], pattern: '[0-9]+', strip: 'EE' }] })).systems[0]?.strip,
    'EE',
  )
})

test('the fingerprint is that of the bytes', () => {
  assert.equal(trustFingerprint(utf8('{}')), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  assert.equal(trust.fingerprint, trustFingerprint(utf8(trustText)))
})

test('another version, member, order or spelling is no trust file', () => {
  refused(trustText.replace('"v":1', '"v":2'))
  refused(trustText.replace('"v":1', '"v":1,"w":1'))
  refused(trustText.replace('"fresh":600', '"fresh":6e2'))
  refused(trustText.replace('"fresh":600', '"fresh":-1'))
  refused(trustText.replace('"fresh":600', '"fresh":"600"'))
  refused(`${trustText}\n`)
  refused('[]')
  refused('{')
})

test('a policy has the Ed25519 key of the log and then its ML-DSA-44 key, under one name, and no other log', () => {
  const [another = ''] = new TestLog({ seed: 'other' }).trust.policy.split('\n')
  const elsewhere = `log ${printVkey(mlDsa44Cosigner('log.example/else', new Uint8Array(32)).vkey)}`
  refused(withPolicy(ed, ...rest))
  refused(withPolicy(ed, mlDsa, another, ...rest))
  refused(withPolicy(mlDsa, ed, ...rest))
  refused(withPolicy(ed, another, ...rest))
  refused(withPolicy(ed, elsewhere, ...rest))
  refused(withPolicy(ed, mlDsa, 'quorum nobody', ''))
})

test('the VRF key is no key of the policy', () => {
  const key = fromBase64(ed.split('+').slice(2).join('+')).slice(1)
  refused(printTrust({ ...trust, vrf: asHash(key) }))
  refused(trustText.replace(toBase64(trust.vrf), toBase64(trust.vrf.slice(1))))
})

test('an auditor is a witness of the policy', () => {
  refused(printTrust({ ...trust, auditors: ['nobody'] }))
})

test('authorities that are trusted with time may be named, and are different certificates', () => {
  const [one, two] = [utf8('one'), utf8('two')]
  const text = printTrust({ ...trust, authorities: [one, two] })
  assert.deepEqual(parseTrust(text).authorities, [one, two])
  assert.match(text, /^\{"auditors":\["auditor"\],"authorities":\["b25l","dHdv"\],"fresh"/)
  assert.equal(trust.authorities, undefined)
  refused(printTrust({ ...trust, authorities: [] }))
  refused(printTrust({ ...trust, authorities: [one, one] }))
  refused(printTrust({ ...trust, authorities: [new Uint8Array()] }))
  refused(text.replace('"dHdv"', '"dHdv="'))
  refused(text.replace('["b25l","dHdv"]', '"b25l"'))
})
