import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { signEd25519 } from '#ed25519-sign'
import { mlDsa44PublicKey, signMlDsa44 } from '#mldsa44'
import { concat, toHex, u64, utf8 } from './bytes.ts'
import { parseCheckpoint, printCheckpoint } from './checkpoint.ts'
import { COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44, cosign, verifyCosignature } from './cosignature.ts'
import { ed25519Cosigner, mlDsa44Cosigner } from './cosigner.ts'
import { ed25519PublicKey } from './ed25519.ts'
import { openNote, parseVkey, signNote } from './note.ts'
import { leafHash } from './proof.ts'
import { refusal, vectorTest } from './testing.ts'

const TIME = 1679315147
const TEXT = printCheckpoint({ origin: 'example.com/log', size: 7, root: leafHash(utf8('x')) })
const secretKey = new Uint8Array(32).fill(9)
const ed25519 = { name: 'w.example', type: COSIGNATURE_ED25519, publicKey: ed25519PublicKey(secretKey), secretKey } as const
const mlDsa44 = { name: 'w.example', type: COSIGNATURE_ML_DSA_44, publicKey: mlDsa44PublicKey(secretKey), secretKey } as const

test('a type 0x04 cosignature signs two lines and the whole text', () => {
  const signature = concat(u64(TIME), signEd25519(secretKey, utf8(`cosignature/v1\ntime ${TIME}\n${TEXT}`)))
  assert.equal(verifyCosignature(ed25519, TEXT, signature), TIME)
  assert.deepEqual(cosign(ed25519, TEXT, TIME), signature)
})

test('a type 0x06 cosignature signs a cosigned_message', () => {
  const { root } = parseCheckpoint(TEXT)
  const message = concat(utf8('subtree/v1\n\0\x09w.example'), u64(TIME), utf8('\x0fexample.com/log'), u64(0), u64(7), root)
  assert.equal(toHex(message.subarray(0, 12)), '737562747265652f76310a00')
  assert.equal(verifyCosignature(mlDsa44, TEXT, concat(u64(TIME), signMlDsa44(secretKey, message))), TIME)
  assert.equal(verifyCosignature(mlDsa44, TEXT, cosign(mlDsa44, TEXT, TIME)), TIME)
})

test('text, time, name and key are all signed', () => {
  for (const cosigner of [ed25519, mlDsa44]) {
    const signature = cosign(cosigner, TEXT, TIME)
    const texts = [TEXT.replace('log', 'lag'), TEXT.replace('7', '8'), TEXT.replace(/.=\n$/, 'A=\n')]
    for (const text of texts) assert.throws(() => verifyCosignature(cosigner, text, signature), refusal('bad-signature'))
    assert.throws(() => verifyCosignature(cosigner, TEXT, concat(u64(TIME + 1), signature.subarray(8))), refusal('bad-signature'))
    for (const cut of [0, 7, 8, signature.length - 1]) {
      assert.throws(() => verifyCosignature(cosigner, TEXT, signature.subarray(0, cut)), refusal('bad-signature'))
    }
    assert.throws(() => verifyCosignature(cosigner, TEXT, concat(signature, Uint8Array.of(0))), refusal('bad-signature'))
    assert.throws(() => verifyCosignature(cosigner, 'no checkpoint\n', signature), refusal('malformed'))
    assert.throws(() => cosign(cosigner, TEXT, 0), refusal('malformed'))
    assert.throws(() => cosign(cosigner, TEXT, -1), refusal('malformed'))
  }
  const other = { ...mlDsa44, name: 'v.example' }
  assert.throws(() => verifyCosignature(other, TEXT, cosign(mlDsa44, TEXT, TIME)), refusal('bad-signature'))
})

test('type 0x04 signs extension lines and type 0x06 does not', () => {
  const extended = `${TEXT}more\n`
  assert.throws(() => verifyCosignature(ed25519, extended, cosign(ed25519, TEXT, TIME)), refusal('bad-signature'))
  assert.equal(verifyCosignature(mlDsa44, extended, cosign(mlDsa44, TEXT, TIME)), TIME)
})

test('a time without seconds, or beyond what a number counts, is told apart', () => {
  const { root } = parseCheckpoint(TEXT)
  const undated = concat(utf8('subtree/v1\n\0\x09w.example'), u64(0), utf8('\x0fexample.com/log'), u64(0), u64(7), root)
  assert.equal(verifyCosignature(mlDsa44, TEXT, concat(u64(0), signMlDsa44(secretKey, undated))), 0)
  assert.throws(() => verifyCosignature(ed25519, TEXT, new Uint8Array(72).fill(0x7f)), refusal('malformed'))
})

test('names longer than 255 bytes cannot be cosigned', () => {
  const long = printCheckpoint({ origin: 'o'.repeat(256), size: 7, root: leafHash(utf8('x')) })
  assert.throws(() => cosign(mlDsa44, long, TIME), refusal('malformed'))
  assert.throws(() => cosign({ ...mlDsa44, name: '' }, TEXT, TIME), refusal('malformed'))
})

test('cosigners make lines that open under their vkeys, with their times', () => {
  const cosigners = [ed25519Cosigner('w.example', secretKey), mlDsa44Cosigner('w.example', secretKey)]
  const note = signNote(
    TEXT,
    cosigners.map((cosigner, i) => cosigner.at(TIME + i)),
  )
  const { signatures } = openNote(
    note,
    cosigners.map(({ vkey }) => vkey),
  )
  assert.deepEqual(
    signatures.map(({ vkey, timestamp }) => [vkey.type, timestamp]),
    [
      [4, TIME],
      [6, TIME + 1],
    ],
  )
})

vectorTest(
  'the checkpoint that the real witness cosigned verifies with all three keys',
  'tessera/generated/cosigned-checkpoint',
  (folder) => {
    const vkeys = ['log-vkey.txt', 'witness-vkeys.txt'].flatMap(
      (file) => readFileSync(join(folder, file), 'utf8').match(/\S+\+[0-9a-f]{8}\+\S+/g) ?? [],
    )
    const note = readFileSync(join(folder, 'checkpoint'))
    const { signatures, ignored, text } = openNote(note, vkeys.map(parseVkey))
    assert.deepEqual(
      signatures.map(({ vkey }) => vkey.type),
      [1, 4, 6],
    )
    assert.deepEqual(
      signatures.map(({ timestamp }) => timestamp),
      [undefined, 0x6b03623b, 0x6b03623b],
    )
    assert.equal(ignored.length, 0)
    assert.equal(parseCheckpoint(text).size, 5000)
  },
)
