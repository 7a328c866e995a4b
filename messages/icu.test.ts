import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTranslator } from 'next-intl'
import { parseMessage, plain } from '#components/verifier/icu.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { ALL, leaves, messagesOf, placesOf } from './testing.ts'

const NUMBERS = [0, 1, 2, 5, 11, 21, 22, 25, 112, 3000, 12_345]

/** Each choice that a message offers for a place, and numbers of every form. */
function samplesOf(text: string): readonly Record<string, string | number>[] {
  const places = placesOf(text)
  const keys = places.flatMap(({ kind, branches }) => (kind === 'select' ? [...branches.keys()] : []))
  return [...NUMBERS, ...keys].map((choice) =>
    Object.fromEntries(
      places.map(({ name, kind }) => [name, kind === 'select' ? String(choice) : typeof choice === 'number' ? choice : 7]),
    ),
  )
}

for (const language of ALL)
  test(`the verifier’s small formatter makes of each message what the pages make of it: ${LANGUAGES[language].name}`, () => {
    const { locale } = LANGUAGES[language]
    const messages = messagesOf(language)
    const t = createTranslator({ locale, messages, timeZone: 'UTC', onError: (error) => assert.fail(error) })
    for (const [key, text] of leaves(messages))
      for (const values of samplesOf(text)) {
        const tags = Object.fromEntries([...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag ?? '', (chunks: string) => chunks]))
        assert.equal(plain(parseMessage(text)(locale, values)), t.markup(key as never, { ...values, ...tags } as never), `${key}: ${text}`)
      }
  })

test('what a tag holds can be filled in, and stays marked otherwise', () => {
  const parts = parseMessage('<who></who> read <b>{what}</b>.')('en', { what: 'images' }, { who: ['Anna'] })
  assert.deepEqual(parts, ['Anna', ' read ', { tag: 'b', parts: ['images'] }, '.'])
})

test('Russian counts 1, 21, 2 and 5 in three ways', () => {
  const message = parseMessage('{n, plural, one {# запись} few {# записи} many {# записей} other {# записи}}')
  const said = [1, 21, 2, 5, 11].map((n) => plain(message('ru-RU', { n })))
  assert.deepEqual(said, ['1 запись', '21 запись', '2 записи', '5 записей', '11 записей'])
})

test('what is no message is refused', () => {
  for (const text of ['{', '}', '{a', '{a,}', '<b>', '<b></i>', '{a, plural, one {x}', '{a, date}'])
    assert.throws(() => parseMessage(text), SyntaxError, text)
})
