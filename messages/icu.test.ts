import assert from 'node:assert/strict'
import { test } from 'node:test'
import compile from 'icu-minify/compile'
import { createTranslator } from 'next-intl'
import { partsOf, plain } from '#components/verifier/icu.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { ALL, leaves, messagesOf, placesOf } from './testing.ts'

const NUMBERS = [0, 1, 2, 5, 11, 21, 22, 25, 112, 3000, 12_345]

/** Each choice that a message offers for a place, and numbers of every form. */
function samplesOf(text: string): readonly Record<string, string | number>[] {
  const places = placesOf(text).filter(({ kind }) => kind !== 'tag')
  const keys = places.flatMap(({ kind, branches }) => (kind === 'select' ? [...branches.keys()] : []))
  return [...NUMBERS, ...keys].map((choice) =>
    Object.fromEntries(
      places.map(({ name, kind }) => [name, kind === 'select' ? String(choice) : typeof choice === 'number' ? choice : 7]),
    ),
  )
}

for (const language of ALL)
  test(`each message says, compiled, what it says as it is written: ${LANGUAGES[language].name}`, () => {
    const { locale } = LANGUAGES[language]
    const messages = messagesOf(language)
    const t = createTranslator({ locale, messages, timeZone: 'UTC', onError: (error) => assert.fail(error) })
    for (const [key, text] of leaves(messages))
      for (const values of samplesOf(text)) {
        const tags = Object.fromEntries([...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag ?? '', (chunks: string) => chunks]))
        assert.equal(
          plain(partsOf(compile(text), locale, values)),
          t.markup(key as never, { ...values, ...tags } as never),
          `${key}: ${text}`,
        )
      }
  })

test('what a tag holds can be filled in, and stays marked otherwise', () => {
  const parts = partsOf(compile('<who></who> read <b>{what}</b>.'), 'en', { what: 'images' }, { who: ['Anna'] })
  assert.deepEqual(parts, ['Anna read ', { tag: 'b', parts: ['images'] }, '.'])
})

test('Russian counts 1, 21, 2 and 5 in three ways', () => {
  const message = compile('{n, plural, one {# запись} few {# записи} many {# записей} other {# записи}}')
  const said = [1, 21, 2, 5, 11].map((n) => plain(partsOf(message, 'ru-RU', { n })))
  assert.deepEqual(said, ['1 запись', '21 запись', '2 записи', '5 записей', '11 записей'])
})
