import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SERVER_SECTIONS } from '../app/client-messages.ts'
import { reached, sources } from './sources.ts'
import { messagesOf } from './testing.ts'

const all = [...sources.keys()]
/** What runs in the browser: files that say so, and all that they import. */
const clientFiles = () => reached(all.filter((file) => /^['"]use client['"]/.test(sources.get(file) ?? '')))
/** What makes files out of the page's texts, without the pages' library. */
const exportFiles = () => reached(all.filter((file) => file.startsWith('components/export/')))

test('the browser is sent those sections of the messages that something in it names, and no other', () => {
  const named = new Set<string>()
  for (const file of clientFiles())
    for (const [, section = ''] of (sources.get(file) ?? '').matchAll(/useTranslations\(\s*(?:['"`](\w+))?/g)) {
      assert.notEqual(section, '', `${file} must name a section`)
      named.add(section)
    }
  for (const file of exportFiles())
    for (const [, section = ''] of (sources.get(file) ?? '').matchAll(/\b(?:t|texts)\.(?:text|parts)\(\s*['"`](\w+)\./g)) named.add(section)
  assert.ok(named.has('timeline') && named.has('problem'))
  const unnamed = Object.keys(messagesOf('en')).filter((section) => !named.has(section))
  assert.deepEqual(SERVER_SECTIONS.toSorted(), unnamed.toSorted())
})
