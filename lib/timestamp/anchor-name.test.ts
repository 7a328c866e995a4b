import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusal } from '#lib/tlog/testing.ts'
import { covering, parseAnchorIndex, parseAnchorName, printAnchorName, sourceOf } from './anchor-name.ts'

const NAMES = [
  '0000000000000007.rfc3161.3f9a01c7d2e4b6a8.1786026600',
  '0000000000000009.opentimestamps.7d2e44f0a1b3c5d6.pending',
  '0000000000004711.opentimestamps.7d2e44f0a1b3c5d6.block-900000',
  '9007199254740991.opentimestamps.7d2e44f0a1b3c5d6.0',
]

test('a name is read and printed as it was', () => {
  for (const name of NAMES) assert.equal(printAnchorName(parseAnchorName(name)), name)
  assert.deepEqual(parseAnchorName(NAMES[2] ?? ''), {
    size: 4711,
    kind: 'opentimestamps',
    source: '7d2e44f0a1b3c5d6',
    state: { block: 900_000 },
  })
  assert.match(sourceOf('rfc3161', 'https://tsa.example/'), /^[0-9a-f]{16}$/)
  assert.notEqual(sourceOf('rfc3161', 'https://x.example'), sourceOf('opentimestamps', 'https://x.example'))
})

test('anything else is no name, and no path either', () => {
  const others = [
    '',
    '7.rfc3161.3f9a01c7d2e4b6a8.1',
    '0000000000000000.rfc3161.3f9a01c7d2e4b6a8.1',
    '9999999999999999.rfc3161.3f9a01c7d2e4b6a8.1',
    '0000000000000007.rfc3161.3F9A01C7D2E4B6A8.1',
    '0000000000000007.rfc3161.3f9a01c7d2e4b6a8.01',
    '0000000000000007.rfc3161.3f9a01c7d2e4b6a8.block-',
    '0000000000000007.rfc3161.3f9a01c7d2e4b6a8.block-07',
    '0000000000000007.rfc3161.3f9a01c7d2e4b6a8.1/..',
    '../0000000000000007.rfc3161.3f9a01c7d2e4b6a8.1',
    '0000000000000007.rfc3161.3f9a01c7d2e4b6a8.1\n',
    '0000000000000007.md5.3f9a01c7d2e4b6a8.1',
  ]
  for (const name of others) assert.throws(() => parseAnchorName(name), refusal('malformed'), name)
})

test('an index is names by size, one a line', () => {
  const text = `${NAMES.join('\n')}\n`
  assert.deepEqual(parseAnchorIndex(text).map(printAnchorName), NAMES)
  assert.deepEqual(parseAnchorIndex(''), [])
  for (const other of [text.slice(0, -1), `${text}\n`, `${NAMES[1]}\n${NAMES[0]}\n`])
    assert.throws(() => parseAnchorIndex(other), refusal('malformed'))
})

test('what covers an entry is larger than its index; a time goes before a block, a block before a promise, a small tree before a large one', () => {
  const state = (size: number, last: string) => parseAnchorName(`${String(size).padStart(16, '0')}.opentimestamps.7d2e44f0a1b3c5d6.${last}`)
  const names = [state(5, '100'), state(6, 'pending'), state(7, 'block-1'), state(8, '300'), state(8, '200'), state(9, '400')]
  assert.deepEqual(
    covering(names, 5).map(({ size, state }) => [size, state]),
    [
      [8, { time: 200 }],
      [8, { time: 300 }],
      [9, { time: 400 }],
      [7, { block: 1 }],
      [6, 'pending'],
    ],
  )
  assert.deepEqual(covering(names, 9), [])
  assert.equal(covering(names, 4)[0]?.size, 5)
})
