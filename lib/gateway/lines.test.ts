import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Line, LineSplitter } from './lines.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (line: Line) => `${line.number}:${line.bytes ? new TextDecoder().decode(line.bytes) : 'too long'}`

function split(chunks: readonly string[], limit: number): string[] {
  const splitter = new LineSplitter(limit)
  return [...chunks.flatMap((chunk) => splitter.push(bytes(chunk))), ...splitter.end()].map(text)
}

test('lines are cut at line feeds, counted from 1, and empty ones left out', () => {
  assert.deepEqual(split(['a\nb\r\n\n', 'c', 'd\ne'], 10), ['1:a', '2:b', '4:cd', '5:e'])
})

test('a line over the limit is reported without its bytes, and the next one is read', () => {
  assert.deepEqual(split(['12345\n123456\n1234', '56789', '\nok\n'], 5), ['1:12345', '2:too long', '3:too long', '4:ok'])
})

test('a carriage return does not count against the limit', () => {
  assert.deepEqual(split(['12345\r\n123456\r\n'], 5), ['1:12345', '2:too long'])
})

test('where the chunks are cut makes no difference', () => {
  const content = fc.array(fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'ž', '\r', '1') }), { maxLength: 12 })
  fc.assert(
    fc.property(content, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (lines, sizes) => {
      const whole = bytes(lines.join('\n'))
      const splitter = new LineSplitter(6)
      const cut: Line[] = []
      for (let at = 0; at < whole.length; ) {
        const size = sizes.next().value ?? 1
        cut.push(...splitter.push(whole.slice(at, at + size)))
        at += size
      }
      cut.push(...splitter.end())
      assert.deepEqual(cut.map(text), split([lines.join('\n')], 6))
    }),
  )
})
