import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { createTranslator } from 'next-intl'
import { NOT_REPORTED, RECORD_SYSTEM_KINDS } from '#lib/event/record-system.ts'
import { KEYS } from '#lib/event/words.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { ALL, leaves, type Messages, messagesOf, placesOf } from './testing.ts'

const ENGLISH = messagesOf('en')

/** What of `all` has no counterpart in `part`. */
function missing(all: Messages, part: Messages): Messages {
  const lacking = Object.entries(all).flatMap(([key, value]): [string, string | Messages][] => {
    const there = Object.hasOwn(part, key) ? part[key] : undefined
    if (typeof value === 'string') return typeof there === 'string' ? [] : [[key, value]]
    const inner = missing(value, typeof there === 'object' ? there : {})
    return Object.keys(inner).length === 0 ? [] : [[key, inner]]
  })
  return Object.fromEntries(lacking)
}

/** What a translation must leave open as English does, whatever its grammar: names, and which are tags, numbers or choices. */
function shape(text: string): readonly string[] {
  const lines = placesOf(text).map(({ name, kind, branches }) => {
    if (kind === 'select') return `${name}: ${[...branches.keys()].sort().join(', ')}`
    return `${name}: ${kind === 'plural' ? 'number' : kind}`
  })
  return [...new Set(lines)].sort()
}

test('every meaning that codes can have has words', () => {
  const known = new Map(leaves(ENGLISH))
  for (const [table, keys] of Object.entries(KEYS)) {
    for (const key of keys) assert.ok(known.has(`event.${table}.${key}`), `event.${table}.${key}`)
  }
})

test('every role, every automatic look and every kind of record system is explained', () => {
  const known = new Map(leaves(ENGLISH))
  const all = {
    'explain.role': KEYS.role,
    'explain.automatic': KEYS.automatic,
    'explain.system': RECORD_SYSTEM_KINDS,
    'leavesOut.code': NOT_REPORTED,
  }
  for (const [table, keys] of Object.entries(all))
    for (const key of keys) assert.ok((known.get(`${table}.${key}`) ?? '').length > 10, `${table}.${key}`)
})

for (const language of ALL)
  describe(LANGUAGES[language].name, () => {
    const { locale } = LANGUAGES[language]
    const messages = messagesOf(language)
    const texts = new Map(leaves(messages))
    const english = leaves(ENGLISH).filter(([key]) => texts.has(key))

    test('has every message, and none that English has not', () => {
      const lacking = missing(ENGLISH, messages)
      const over = missing(messages, ENGLISH)
      const said = [
        ...(Object.keys(lacking).length === 0 ? [] : [`To translate, for messages/${language}.json:\n${JSON.stringify(lacking, null, 2)}`]),
        ...(Object.keys(over).length === 0 ? [] : [`To remove from messages/${language}.json:\n${JSON.stringify(over, null, 2)}`]),
      ]
      assert.ok(said.length === 0, said.join('\n'))
    })

    test('has its messages in the order of the English ones, so that they can be read side by side', () => {
      const order = new Map(leaves(ENGLISH).map(([key], index) => [key, index]))
      const indices = [...texts.keys()].flatMap((key) => order.get(key) ?? [])
      assert.deepEqual(
        indices,
        indices.toSorted((a, b) => a - b),
      )
    })

    test('leaves open what English leaves open', () => {
      for (const [key, text] of english) assert.deepEqual(shape(texts.get(key) ?? ''), shape(text), key)
    })

    test('says nothing where English says nothing, and something where it does', () => {
      for (const [key, text] of english) assert.equal(texts.get(key)?.trim() === '', text.trim() === '', key)
    })

    test('has a form for each kind of number', () => {
      const needed = language === 'en' ? ['other'] : new Intl.PluralRules(locale).resolvedOptions().pluralCategories
      for (const [key, text] of texts)
        for (const { name, kind, branches } of placesOf(text)) {
          if (kind !== 'plural') continue
          assert.deepEqual(
            needed.filter((category) => !branches.has(category)),
            [],
            `${key}: forms of ${name}`,
          )
          // Where 21 is counted like one, one in words belongs under =1.
          if (new Intl.PluralRules(locale).select(21) === 'one' && !branches.has('=1'))
            assert.doesNotMatch(
              branches.get('one') ?? '',
              /(?<!\p{L})(один|одна|одно|одну|одного|одной|одним)(?!\p{L})/iu,
              `${key}: ${name}`,
            )
        }
    })

    test('can be formatted, each message', () => {
      const failures: string[] = []
      const t = createTranslator({ locale, messages, timeZone: 'UTC', onError: (error) => failures.push(String(error)) })
      for (const [key, text] of texts) {
        const values = placesOf(text).map(({ name, kind }) => [name, kind === 'tag' ? (chunks: unknown) => chunks : 1])
        t.rich(key as never, Object.fromEntries(values))
      }
      assert.deepEqual(failures, [])
    })
  })

test('no message is the English one by mistake', () => {
  const same = ALL.filter((language) => language !== 'en').map((language) => {
    const texts = new Map(leaves(messagesOf(language)))
    return leaves(ENGLISH).filter(
      ([key, text]) => /[a-z]{3}.* .*[a-z]{3}/i.test(text.replaceAll(/\{\w+(, \w+)?\}|<\/?\w+>/g, '')) && texts.get(key) === text,
    )
  })
  assert.deepEqual(same, [[], []])
})

test('each message is named by some page, component or process', () => {
  const files = globSync('{app,bin,components,lib}/**/*.{ts,tsx}').filter((file) => !file.includes('.test.'))
  const words = new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/[\w-]+/g) ?? []))
  const unnamed = leaves(ENGLISH).filter(([key]) => !key.split('.').every((part) => words.has(part)))
  assert.deepEqual(unnamed, [])
})
