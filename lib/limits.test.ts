import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
/** Not as the beginning of a larger number. */
const stands = (text: string, word: string) =>
  text
    .split(word)
    .slice(1)
    .some((rest) => !/^(\w| \*)/.test(rest))

test('each limit in the documents is that of the code', () => {
  const rows = read('docs/limits.md').match(/^\| (?!what|-).*$/gm) ?? []
  assert.ok(rows.length > 40)
  for (const row of rows) {
    const where = row.split('|').at(-2) ?? ''
    let file = ''
    for (const [, word = ''] of where.matchAll(/`([^`]+)`/g)) {
      if (existsSync(new URL(word, root))) file = read(word)
      else assert.ok(stands(file, word), `${row}: ${word}`)
    }
    assert.ok(file !== '', row)
  }
})
