import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { SERVER_SECTIONS } from '../app/client-messages.ts'
import { messagesOf } from './testing.ts'

const sources = new Map(
  globSync('{app,components}/**/*.{ts,tsx}')
    .filter((file) => !file.includes('.test.'))
    .map((file) => [file, readFileSync(file, 'utf8')]),
)

function importsOf(file: string): readonly string[] {
  const froms = (sources.get(file) ?? '').matchAll(/(?:^|\n)(?:import|export)\s+(?!type\b)[^;'"]*?from\s+'([^']+)'/g)
  return [...froms].map(([, from = '']) => (from.startsWith('#') ? from.slice(1) : normalize(join(dirname(file), from))))
}

/** What runs in the browser: files that say so, and all that they import. */
function clientFiles(): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (file: string) => {
    if (!sources.has(file) || found.has(file)) return
    found.add(file)
    importsOf(file).forEach(add)
  }
  for (const [file, source] of sources) if (/^['"]use client['"]/.test(source)) add(file)
  return found
}

test('the browser is sent those sections of the messages that something in it names, and no other', () => {
  const named = new Set<string>()
  for (const file of clientFiles())
    for (const [, section = ''] of (sources.get(file) ?? '').matchAll(/useTranslations\(\s*(?:['"`](\w+))?/g)) {
      assert.notEqual(section, '', `${file} must name a section`)
      named.add(section)
    }
  assert.ok(named.has('timeline') && named.has('problem'))
  const unnamed = Object.keys(messagesOf('en')).filter((section) => !named.has(section))
  assert.deepEqual(SERVER_SECTIONS.toSorted(), unnamed.toSorted())
})
