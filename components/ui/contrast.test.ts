import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { contrast, PAIRS } from './contrast.ts'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

/** The colours of one theme, from the first block of custom properties after `from`. */
function theme(from: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(from))
  const root = block.slice(block.indexOf(':root'), block.indexOf('}'))
  return new Map([...root.matchAll(/--([\w-]+): (#[\da-f]{3,6});/g)].map(([, name = '', colour = '']) => [name, colour]))
}

const LIGHT = theme(':root')
const DARK = theme('@media (prefers-color-scheme: dark)')

test('contrast is what WCAG says it is', () => {
  assert.equal(contrast('#000', '#ffffff'), 21)
  assert.equal(contrast('rgb(119, 119, 119)', '#fff').toFixed(2), '4.48')
  assert.equal(contrast('#123456', '#123456'), 1)
  assert.throws(() => contrast('red', '#fff'), RangeError)
})

for (const [name, theirs] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  const colours = new Map([...LIGHT, ...theirs])
  const between = (fore: string, back: string) => contrast(colours.get(fore) ?? '', colours.get(back) ?? '')

  test(`everything can be read in the ${name} theme`, () => {
    assert.ok(theirs.size >= 20, 'the theme was found')
    for (const [fore, back, least] of PAIRS) {
      const found = between(fore, back)
      assert.ok(found >= least, `${fore} on ${back}: ${found.toFixed(2)}, needs ${least}`)
    }
  })

  test(`the focus can be seen wherever it stands in the ${name} theme`, () => {
    for (const back of ['paper', 'surface', 'raised', 'tint', 'ok-tint', 'wait-tint', 'warn-tint', 'bad-tint', 'grey-tint'])
      assert.ok(Math.max(between('focus', back), between('ink', back)) >= 3, back)
  })
}
