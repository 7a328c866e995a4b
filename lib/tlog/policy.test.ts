import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from './bytes.ts'
import { printCheckpoint } from './checkpoint.ts'
import { ed25519Cosigner, mlDsa44Cosigner } from './cosigner.ts'
import { ed25519Signer, printNote, printVkey, type Signer, signatureLine, signNote } from './note.ts'
import { parsePolicy, printPolicy, quorumMet, verifyCheckpoint } from './policy.ts'
import { leafHash } from './proof.ts'
import { refusal } from './testing.ts'

const TIME = 1679315147
const secret = (n: number) => new Uint8Array(32).fill(n)
const TEXT = printCheckpoint({ origin: 'log.example', size: 7, root: leafHash(utf8('x')) })

const log = ed25519Signer('log.example', secret(1))
const log6 = mlDsa44Cosigner('log.example', secret(2))
const x1 = ed25519Cosigner('x1.example', secret(3))
const x2 = ed25519Cosigner('x2.example', secret(4))
const y = ed25519Cosigner('y.example', secret(5))
const y6 = mlDsa44Cosigner('y.example', secret(6))
const key = (signer: { vkey: Signer['vkey'] }) => printVkey(signer.vkey)

const LINES = [
  `log ${key(log)} https://log.example/`,
  `log ${key(log6)}`,
  `witness x1 ${key(x1)} https://x1.example/`,
  `witness x2 ${key(x2)}`,
  `witness y ${key(y)}`,
  `witness y6 ${key(y6)}`,
  'group x-all all x1 x2',
  'group y-any any y y6',
  'group both 2 x-all y-any',
  'quorum both',
]
const POLICY = `${LINES.join('\n')}\n`
const at = (...cosigners: (typeof y)[]) => cosigners.map((cosigner) => cosigner.at(TIME))

test('a policy is read, and printed as one text', () => {
  const policy = parsePolicy(POLICY)
  assert.deepEqual(policy.logs[0], { vkey: log.vkey, url: 'https://log.example/' })
  assert.deepEqual(policy.logs[1], { vkey: log6.vkey })
  assert.deepEqual(
    policy.witnesses.map(({ name }) => name),
    ['x1', 'x2', 'y', 'y6'],
  )
  assert.deepEqual(policy.groups[0], { name: 'x-all', threshold: 2, members: ['x1', 'x2'] })
  assert.equal(policy.quorum, 'both')
  assert.deepEqual(parsePolicy(printPolicy(policy)), policy)
  assert.equal(printPolicy(policy), POLICY.replace('group both 2', 'group both all'))
})

test('spaces, tabs, empty lines, comments and names beyond ASCII are allowed', () => {
  const text = `\t# comment — any\n\n  \t\n \tlog\t ${key(log)}\t\nwitness \u212a ${key(y)}\n#quorum none\nquorum \u212a \n`
  const policy = parsePolicy(text)
  assert.equal(policy.quorum, '\u212a')
  assert.equal(quorumMet(policy, [y.vkey]), true)
  assert.throws(() => parsePolicy(text.replace('quorum \u212a', 'quorum K')), refusal('malformed'))
  assert.deepEqual(parsePolicy('quorum none\n'), { logs: [], witnesses: [], groups: [], quorum: 'none' })
})

test('a policy that says too little, too much or the same twice is malformed', () => {
  const w = `witness w ${key(y)}`
  const wrong = [
    '',
    'quorum none',
    '\n',
    'quorum none\nquorum none\n',
    'quorum none none\n',
    'quorum\n',
    'quorum w\n',
    `quorum w\n${w}\n`,
    'quorum none\n# no newline',
    '# \u0001\nquorum none\n',
    'quorum none\r\n',
    'quorum\u007f none\n',
    'quorum\u00a0none\n',
    'Quorum none\n',
    'threshold 1\nquorum none\n',
    'log\nquorum none\n',
    `log ${key(log)} url more\nquorum none\n`,
    `log ${key(y)}\nquorum none\n`,
    `log ${key(log)}\nlog ${key(log)}\nquorum none\n`,
    `log ${key(log)}\nlog ${key(ed25519Signer('other.example', secret(1)))}\nquorum none\n`,
    `log ${key(log)}\nwitness w ${key(ed25519Cosigner('w.example', secret(1)))}\nquorum none\n`,
    `witness w ${key(log)}\nquorum none\n`,
    `witness none ${key(y)}\nquorum none\n`,
    `witness ${key(y)}\nquorum none\n`,
    `${w} url more\nquorum w\n`,
    `${w}\n${w.replace(key(y), key(x1))}\nquorum w\n`,
    `${w}\n${w.replace('w ', 'v ')}\nquorum w\n`,
    `${w}\ngroup w any w\nquorum w\n`,
    `${w}\ngroup none any w\nquorum none\n`,
    `${w}\ngroup g any\nquorum w\n`,
    `${w}\ngroup g all\nquorum w\n`,
    `${w}\ngroup g 0 w\nquorum w\n`,
    `${w}\ngroup g 2 w\nquorum w\n`,
    `${w}\ngroup g 01 w\nquorum w\n`,
    `${w}\ngroup g some w\nquorum w\n`,
    `${w}\ngroup g any w w\nquorum w\n`,
    `${w}\ngroup g any w\ngroup h any w\nquorum w\n`,
    `${w}\ngroup g any none\nquorum w\n`,
    `${w}\ngroup g any g\nquorum w\n`,
    `group g any w\n${w}\nquorum w\n`,
  ]
  for (const text of wrong) assert.throws(() => parsePolicy(text), refusal('malformed'), JSON.stringify(text))
})

test('the quorum counts groups, and a witness with two keys once', () => {
  const policy = parsePolicy(POLICY)
  const met = (...signers: { vkey: Signer['vkey'] }[]) =>
    quorumMet(
      policy,
      signers.map(({ vkey }) => vkey),
    )
  assert.equal(met(x1, x2, y), true)
  assert.equal(met(x1, x2, y6), true)
  assert.equal(met(x1, x2, y, y6), true)
  assert.equal(met(x1, x2), false)
  assert.equal(met(x1, y, y6), false)
  assert.equal(met(x1, x1, y), false)
  assert.equal(met(), false)
  assert.equal(met(x1, x2, log), false)
  const two = parsePolicy(POLICY.replace('group both 2 x-all y-any', 'group both 2 x-all y-any').replace('x-all all', 'x-all 1'))
  assert.equal(quorumMet(two, [x1.vkey, y.vkey]), true)
  assert.equal(quorumMet(two, [y.vkey, y6.vkey]), false)
})

test('a checkpoint is valid with one log key, its own name, and the quorum', () => {
  const policy = parsePolicy(POLICY)
  const { checkpoint, signatures } = verifyCheckpoint(policy, signNote(TEXT, [log, ...at(log6, x1, x2, y)]))
  assert.equal(checkpoint.size, 7)
  assert.equal(signatures.length, 5)
  verifyCheckpoint(policy, signNote(TEXT, at(log6, x1, x2, y)))
  assert.throws(() => verifyCheckpoint(policy, signNote(TEXT, [log, ...at(x1, x2)])), refusal('quorum-not-met'))
  assert.throws(() => verifyCheckpoint(policy, signNote(TEXT, at(x1, x2, y))), refusal('unknown-log'))
  assert.throws(() => verifyCheckpoint(policy, signNote(TEXT, [ed25519Signer('log.example', secret(9))])), refusal('unknown-log'))
  assert.throws(() => verifyCheckpoint(policy, signNote('no checkpoint\n', [log])), refusal('malformed'))
})

test('a log cannot sign for another, nor a witness be made up', () => {
  const policy = parsePolicy(POLICY)
  const other = TEXT.replace('log.example', 'other.example')
  assert.throws(() => verifyCheckpoint(policy, signNote(other, [log, ...at(x1, x2, y)])), refusal('unknown-log'))
  const lines = [log, ...at(x1, x2)].map((signer) => signatureLine(signer, TEXT))
  const forged = printNote({ text: TEXT, signatures: [...lines, { ...y.vkey, signature: new Uint8Array(72) }] })
  assert.throws(() => verifyCheckpoint(policy, forged), refusal('bad-signature'))
})
