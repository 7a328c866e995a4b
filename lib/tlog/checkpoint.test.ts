import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asHash, fromBase64 } from './bytes.ts'
import { parseCheckpoint, printCheckpoint } from './checkpoint.ts'
import { refusal } from './testing.ts'

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='
const TEXT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`

test('the example of the specification is read', () => {
  const root = asHash(fromBase64(ROOT))
  assert.deepEqual(parseCheckpoint(TEXT), { origin: 'example.com/behind-the-sofa', size: 20852163, root, extensions: [] })
  assert.deepEqual(parseCheckpoint(`${TEXT}one\ntwo \n`).extensions, ['one', 'two '])
})

test('a checkpoint reads back as it was printed', () => {
  const line = fc.string({ minLength: 1, unit: 'grapheme' }).filter((s) => ![...s].some((c) => c < ' '))
  const root = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(asHash)
  fc.assert(
    fc.property(
      fc.record({ origin: line, size: fc.maxSafeNat(), root, extensions: fc.array(line) }, { noNullPrototype: true }),
      (checkpoint) => {
        assert.deepEqual(parseCheckpoint(printCheckpoint(checkpoint)), checkpoint)
      },
    ),
  )
})

test('any other text is malformed', () => {
  const wrong = [
    '',
    '\n\n\n',
    'origin\n1\n',
    TEXT.slice(0, -1),
    `${TEXT}\n`,
    `${TEXT}no newline`,
    `${TEXT}one\n\ntwo\n`,
    `\n${TEXT}`,
    TEXT.replaceAll('\n', '\r\n'),
    `\n1\n${ROOT}\n`,
    `o\n01\n${ROOT}\n`,
    `o\n-1\n${ROOT}\n`,
    `o\n0x10\n${ROOT}\n`,
    `o\n 1\n${ROOT}\n`,
    `o\n9007199254740992\n${ROOT}\n`,
    `o\n1\n${ROOT} \n`,
    `o\n1\n${ROOT.replace('=', '')}\n`,
    `o\n1\n${ROOT.replace('2I=', '2J=')}\n`,
    `o\n1\n${btoa('x'.repeat(31))}\n`,
    `o\u0000\n1\n${ROOT}\n`,
    `${TEXT}tab\t\n`,
    `o\u001f\n1\n${ROOT}\n`,
  ]
  for (const text of wrong) assert.throws(() => parseCheckpoint(text), refusal('malformed'), JSON.stringify(text))
})

test('no text is printed that would not be read', () => {
  const root = asHash(new Uint8Array(32))
  for (const part of [
    { origin: '' },
    { origin: 'a\nb' },
    { size: -1 },
    { size: 2 ** 53 },
    { extensions: [''] },
    { extensions: ['a\nb'] },
  ]) {
    assert.throws(() => printCheckpoint({ origin: 'o', size: 1, root, ...part }), refusal('malformed'))
  }
})
