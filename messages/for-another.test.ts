import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createTranslator } from 'next-intl'
import { type Words, wordsAbout } from '#components/layout/words-about.ts'

const messages = JSON.parse(readFileSync(new URL('en.json', import.meta.url), 'utf8')) as Words & { readonly forAnother: Words }

function leaves(of: Words, path: readonly string[] = []): readonly (readonly [string, string])[] {
  return Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as const] : leaves(value, [...path, key]),
  )
}

const original = new Map(leaves(messages))
const others = new Map(leaves(messages.forAnother))
const places = (text: string) => new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].flatMap(([, place, tag]) => place ?? tag ?? []))

/** What a list of somebody else is read with. */
const SECTIONS = [
  'timeline',
  'promise',
  'notChecked',
  'mismatch',
  'pending',
  'empty',
  'filter',
  'activity',
  'tag',
  'details',
  'name',
  'timeStamp',
  'proof',
  'checks',
  'saveProof',
  'device',
  'event',
  'explain',
  'own',
  'found',
  'sources',
  'leavesOut',
  'export',
]

/** Of the reader, also where the list is somebody else’s. */
const OF_THE_READER =
  /your (browser|device|last visit|next visit)|you are offline|you ask for it|asks you where|you may be shown|on your next visit|that you can keep|what you type/gi

test('each text for somebody else’s list stands in the place of one, and is filled in with nothing that the other is not', () => {
  const onError = (error: Error) => assert.fail(error)
  const t = createTranslator({ locale: 'en-GB', messages: wordsAbout(messages, 'Mia'), timeZone: 'UTC', onError })
  for (const [key, text] of others) {
    const under = original.get(key)
    assert.ok(under !== undefined, `${key} replaces nothing`)
    assert.notEqual(text, under, key)
    const given = [...places(under)].map((name) => [name, under.includes(`<${name}>`) ? (chunks: unknown) => chunks : 1])
    t.rich(key as never, Object.fromEntries(given))
  }
})

test('nothing on somebody else’s list says that it is the reader’s', () => {
  const left = [...original]
    .filter(([key]) => SECTIONS.includes(key.split('.')[0] ?? ''))
    .map(([key, text]) => [key, others.get(key) ?? text] as const)
    .filter(([, text]) => /\b(you|your|yours|yourself)\b/i.test(text.replace(OF_THE_READER, '')))
  assert.deepEqual(left, [])
})

test('the name stands in the sentence as it is, whatever it is made of', () => {
  for (const person of ['Mia Maasikas', "Seán O'Neill", 'MARY ÄNN O’CONNEŽ-ŠUSLIK', "{count} # <b>x</b> | '' '{", '$& $1']) {
    const t = createTranslator({ locale: 'en-GB', messages: wordsAbout(messages, person), timeZone: 'UTC' })
    const values = { count: 2, operator: 'X', since: 'same', before: 0 }
    assert.equal(
      t.markup('promise.sealed' as never, values as never),
      `These are all the 2 entries that X has sealed for ${person}, unchanged since your last visit.`,
    )
  }
})

test('what is not about the reader stays as it is', () => {
  const words = new Map(leaves(wordsAbout(messages, 'Mia')))
  assert.deepEqual([...words.keys()], [...original.keys()])
  for (const [key, text] of original) if (!others.has(key)) assert.equal(words.get(key), text)
})
