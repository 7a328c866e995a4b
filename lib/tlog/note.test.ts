import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat, fromUtf8, toBase64, utf8 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { ed25519Cosigner, mlDsa44Cosigner } from './cosigner.ts'
import {
  ed25519Signer,
  greaseLine,
  makeVkey,
  openNote,
  parseNote,
  parseVkey,
  printNote,
  printVkey,
  signatureLine,
  signNote,
} from './note.ts'
import { refusal, vectorTest } from './testing.ts'

const EXAMPLE_VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const EXAMPLE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const alice = ed25519Signer('alice.example', new Uint8Array(32).fill(1))
const bob = ed25519Signer('bob.example', new Uint8Array(32).fill(2))
const TEXT = 'first\n\nthird — line\n'

test('the example of the specification verifies', () => {
  const opened = openNote(utf8(EXAMPLE), [parseVkey(EXAMPLE_VKEY)])
  assert.equal(opened.text, 'This is an example message.\n')
  assert.equal(opened.signatures[0]?.vkey.name, 'example.com/foo')
  assert.deepEqual(opened.ignored, [])
})

test('any byte changed, added or dropped anywhere in a note is refused', () => {
  const note = signNote(TEXT, [alice])
  for (let i = 0; i < note.length; i++) {
    for (const change of [1, 0x20, 0x80]) {
      const changed = note.with(i, (note[i] ?? 0) ^ change)
      assert.throws(() => openNote(changed, [alice.vkey]), refusal(), `byte ${i} ^ ${change}`)
    }
    assert.throws(() => openNote(concat(note.subarray(0, i), note.subarray(i + 1)), [alice.vkey]), refusal(), `without byte ${i}`)
    assert.throws(
      () => openNote(concat(note.subarray(0, i), utf8('A'), note.subarray(i)), [alice.vkey]),
      refusal(),
      `more before byte ${i}`,
    )
  }
})

test('a note reads back as it was written, whatever its text', () => {
  const line = fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed() && ![...s].some((c) => c < ' '))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const text = lines.map((l) => `${l}\n`).join('')
      const note = signNote(text, [alice, bob])
      assert.equal(openNote(note, [bob.vkey]).text, text)
      assert.deepEqual(printNote(parseNote(note)), note)
    }),
    { numRuns: 20 },
  )
})

test('lines of unknown keys are passed over, and a note of only such lines is refused', () => {
  const note = signNote(TEXT, [alice, bob])
  const { signatures, ignored } = openNote(note, [bob.vkey])
  assert.deepEqual(
    signatures.map(({ vkey }) => vkey),
    [bob.vkey],
  )
  assert.deepEqual(
    ignored.map(({ name }) => name),
    ['alice.example'],
  )
  assert.throws(() => openNote(note, []), refusal('unknown-log'))
  const namesake = ed25519Signer('alice.example', new Uint8Array(32).fill(3))
  assert.throws(() => openNote(note, [namesake.vkey]), refusal('unknown-log'))
})

test('one known key whose signature does not verify spoils the note', () => {
  const { signatures } = parseNote(signNote('other\n', [alice]))
  const note = printNote({ text: TEXT, signatures: [signatureLine(bob, TEXT), ...signatures] })
  assert.throws(() => openNote(note, [alice.vkey, bob.vkey]), refusal('bad-signature'))
  openNote(note, [bob.vkey])
  const garbage = printNote({ text: TEXT, signatures: [signatureLine(bob, TEXT), { ...bob.vkey, signature: new Uint8Array(64) }] })
  assert.throws(() => openNote(garbage, [bob.vkey]), refusal('bad-signature'))
})

test('a note is text, an empty line, and lines of exactly one form', () => {
  const line = fromUtf8(signNote('x\n', [alice])).slice('x\n\n'.length)
  const [, name = '', signature = ''] = line.trimEnd().split(' ')
  const wrong = [
    '',
    '\n',
    'x\n',
    'x\n\n',
    `x\n${line}`,
    `\n${line}`,
    `x\n\n${line}\n`,
    `x\n\n${line.trimEnd()}`,
    `x\n\n${line}x\n`,
    `x\r\n\n${line}`,
    `x\u0001\n\n${line}`,
    `x\n\n- ${name} ${signature}\n`,
    `x\n\n—  ${name} ${signature}\n`,
    `x\n\n— ${name}  ${signature}\n`,
    `x\n\n— ${name} ${signature} \n`,
    `x\n\n— ${signature}\n`,
    `x\n\n—  ${signature}\n`,
    `x\n\n— a+b ${signature}\n`,
    `x\n\n— a\u00a0b ${signature}\n`,
    `x\n\n— a\u0085b ${signature}\n`,
    `x\n\n— ${name} ${signature.slice(0, -1)}\n`,
    `x\n\n— ${name} ${toBase64(new Uint8Array(4))}\n`,
    `x\n\n— ${name} \n`,
  ]
  for (const text of wrong) assert.throws(() => parseNote(utf8(text)), refusal('malformed'), JSON.stringify(text))
  assert.throws(() => parseNote(concat(Uint8Array.of(0xff), utf8(`x\n\n${line}`))), refusal('malformed'))
  assert.equal(parseNote(utf8(`\n\n${line}`)).text, '\n')
  assert.throws(() => signNote('no newline', [alice]), refusal('malformed'))
  assert.throws(() => signNote('tab\t\n', [alice]), refusal('malformed'))
  assert.throws(() => signNote(TEXT, []), refusal('malformed'))
})

test('32 signatures and 64 KiB are read, and not more', () => {
  const signers = (count: number) => Array.from({ length: count }, () => alice)
  assert.equal(openNote(signNote(TEXT, signers(32)), [alice.vkey]).signatures.length, 32)
  assert.throws(() => parseNote(signNote(TEXT, signers(33))), refusal('malformed'))
  const rest = 65536 - signNote('\n', [alice]).length
  parseNote(signNote(`${'x'.repeat(rest)}\n`, [alice]))
  assert.throws(() => parseNote(signNote(`${'x'.repeat(rest + 1)}\n`, [alice])), refusal('malformed'))
})

test('vkeys of each type read back, and no other text does', () => {
  const cosigners = [ed25519Cosigner('w.example', new Uint8Array(32).fill(4)), mlDsa44Cosigner('w.example', new Uint8Array(32).fill(5))]
  for (const vkey of [alice.vkey, ...cosigners.map((c) => c.vkey)]) assert.deepEqual(parseVkey(printVkey(vkey)), vkey)
  const text = printVkey(alice.vkey)
  const [name = '', id = '', key = ''] = text.split('+')
  const others = [
    '',
    '++',
    name,
    `${name}+${id}`,
    `${name}+${id}+`,
    `+${id}+${key}`,
    `${name}+00000000+${key}`,
    `${name}+${id.toUpperCase()}+${key}`,
    `bob.example+${id}+${key}`,
    ` ${text}`,
    `${text}\n`,
    `${name}+${id}+${key}=`,
    `${name}+${id}+${toBase64(concat(Uint8Array.of(1), alice.vkey.publicKey.subarray(1)))}`,
    printVkey({ ...alice.vkey, name: 'a b' }),
    EXAMPLE_VKEY.replace('+Ae', '+Au'),
  ]
  for (const other of others) assert.throws(() => parseVkey(other), refusal('malformed'), JSON.stringify(other))
})

test('a key that nobody can have is refused', () => {
  const { publicKey } = alice.vkey
  const smallOrder = new Uint8Array(32).with(0, 1)
  for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\u0001b'])
    assert.throws(() => makeVkey(name, 0x01, publicKey), refusal('malformed'), name)
  assert.throws(() => makeVkey('a', 0x01, smallOrder), refusal('malformed'))
  assert.throws(() => makeVkey('a', 0x04, smallOrder), refusal('malformed'))
  assert.throws(() => makeVkey('a', 0x06, publicKey), refusal('malformed'))
  assert.throws(() => makeVkey('a', 0x01, new Uint8Array(1312)), refusal('malformed'))
})

test('a grease line is read by nobody and spoils nothing', () => {
  const { name, keyId, signature } = greaseLine(Uint8Array.from({ length: 76 }, (_, i) => i))
  assert.equal(name, 'grease.invalid/00010203')
  assert.equal(keyId, '04050607')
  const note = printNote({ text: TEXT, signatures: [signatureLine(alice, TEXT), { name, keyId, signature }] })
  assert.match(fromUtf8(note), /\n— grease\.invalid\/00010203 BAUGB[A-Za-z0-9+/]{91}\n$/)
  assert.equal(openNote(note, [alice.vkey]).ignored.length, 1)
  assert.throws(() => greaseLine(new Uint8Array(72)), refusal('malformed'))
})

vectorTest('the checkpoint of sum.golang.org verifies, under a key name that is not its origin', 'checkpoints', (folder) => {
  const vkey = parseVkey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
  const { text } = openNote(readFileSync(join(folder, 'sum.golang.org-35225469.txt')), [vkey])
  assert.deepEqual(parseCheckpoint(text).origin, 'go.sum database tree')
  assert.equal(parseCheckpoint(text).size, 35225469)
})

vectorTest(
  'the checkpoint of Rekor is read with its extension line, and its ECDSA signature is nobody we know',
  'checkpoints',
  (folder) => {
    const bytes = readFileSync(join(folder, 'rekor-21428036.txt'))
    const { text, signatures } = parseNote(bytes)
    assert.deepEqual(parseCheckpoint(text).extensions, ['Timestamp: 1688058656037355364'])
    assert.equal(parseCheckpoint(text).size, 21428036)
    assert.equal(signatures[0]?.keyId, 'c0d23d6a')
    assert.throws(() => openNote(bytes, [parseVkey(EXAMPLE_VKEY)]), refusal('unknown-log'))
  },
)
