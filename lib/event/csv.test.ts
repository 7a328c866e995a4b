import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csv } from './csv.ts'

/** A reader of RFC 4180, written from its grammar. */
function read(text: string): string[][] {
  assert.ok(text.startsWith('\ufeff') && text.endsWith('\r\n'))
  const rows: string[][] = [[]]
  const fields = /"((?:[^"]|"")*)"(,|\r\n)/gy
  fields.lastIndex = 1
  while (fields.lastIndex < text.length) {
    const found = fields.exec(text)
    assert.ok(found, 'is a table')
    rows.at(-1)?.push((found[1] ?? '').replaceAll('""', '"'))
    if (found[2] === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

test('whatever stands in a field comes back, also commas, quotes and line breaks', () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/^[\s\u200e\u200f\ufeff]*[=+\-@\t\r＝＋－＠]+/, 'x'))
  const harmless = cell.filter(
    (text) => !/[;\t\r\n][ "\u00a0\u200e\u200f\ufeff]*[=+\-@＝＋－＠]|^[\s\u200e\u200f\ufeff]*[=+\-@\t\r＝＋－＠]/.test(text),
  )
  fc.assert(
    fc.property(fc.array(fc.array(harmless, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      assert.deepEqual(read(csv(rows)), rows)
    }),
  )
  assert.equal(csv([['a', 'b"c', 'd,e\r\nf']]), '\ufeff"a","b""c","d,e\r\nf"\r\n')
})

test('no field is a formula: what would be one begins with an apostrophe', () => {
  for (const formula of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\n=1',
    '\u200e=1',
    '＝1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '=HYPERLINK("https://evil.example","x")',
  ])
    assert.deepEqual(read(csv([[formula]])), [[`'${formula}`]])
  assert.deepEqual(read(csv([['Anna Berg', '2026-08-06T17:30:00+03:00', "O’Connež = 'x'"]])), [
    ['Anna Berg', '2026-08-06T17:30:00+03:00', "O’Connež = 'x'"],
  ])
})

test('no field holds a formula for a spreadsheet that separates by something else', () => {
  assert.deepEqual(read(csv([["Clinic;=cmd|'/C calc'!A0;", 'a\t+1', 'a\n-1', 'a; "=1', 'a; b = c - d', 'a-b']])), [
    ["Clinic;'=cmd|'/C calc'!A0;", "a\t'+1", "a\n'-1", 'a; "\'=1', 'a; b = c - d', 'a-b'],
  ])
  for (const before of [' '.repeat(21), '\u200e', '\ufeff', '\u00a0', '"'.repeat(30)])
    assert.deepEqual(read(csv([[`a;${before}=1`, `a;${before}＠1`]])), [[`a;${before}'=1`, `a;${before}'＠1`]])
})
