import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasHidden, visible, visibleJson } from './visible.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => String.fromCharCode(from + n))
const hidden = [...range(0, 0x1f), ...range(0x7f, 0x9f), ...range(0x2028, 0x202e), ...range(0x2066, 0x2069)]

test('what hides or turns other characters is replaced by a mark that is seen', () => {
  for (const char of hidden) {
    assert.ok(hasHidden(`a${char}b`), char)
    const shown = /[\t\n\r]/.test(char) ? 'a b' : 'a\ufffd\ufffdb'
    assert.equal(visible(`a${char}${char}b`), shown)
  }
})

test('everything else stays: joiners, marks of direction, other scripts, emoji', () => {
  const text = 'Žõ نص עברית \u200c\u200d\u200e\u200f\u00ad\ufeff \u{1f469}\u200d\u2695\ufe0f ~\u00a0'
  assert.deepEqual([hasHidden(text), visible(text)], [false, text])
})

test('JSON says the same without any of them', () => {
  const value = { [`k${hidden.join('')}`]: ['é', hidden.join('')] }
  const json = visibleJson(value)
  assert.ok(!hasHidden(json))
  assert.deepEqual(JSON.parse(json), value)
})
