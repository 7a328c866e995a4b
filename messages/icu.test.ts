import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createTranslator } from 'next-intl'
import { parseMessage, plain } from '#components/verifier/icu.ts'

type Messages = { readonly [key: string]: string | Messages }

const messages: Messages = JSON.parse(readFileSync(new URL('en.json', import.meta.url), 'utf8'))
const LOCALE = 'en-GB'

function leaves(of: Messages, path: readonly string[] = []): readonly (readonly [string, string])[] {
  return Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as const] : leaves(value, [...path, key]),
  )
}

/** Each choice that a message offers for a place, and some numbers. */
function samplesOf(text: string): readonly Record<string, string | number>[] {
  const places = [...text.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+))?/g)]
  const keys = [...text.matchAll(/([\w-]+)\s*\{/g)].flatMap(([, key]) => key ?? [])
  return [0, 1, 2, 3000, ...keys].map((choice) =>
    Object.fromEntries(
      places.map(([, name = '', kind]) => [name, kind === 'select' ? String(choice) : typeof choice === 'number' ? choice : 7]),
    ),
  )
}

test('the verifier’s small formatter makes of each message what the pages make of it', () => {
  const t = createTranslator({ locale: LOCALE, messages, timeZone: 'UTC', onError: (error) => assert.fail(error) })
  for (const [key, text] of leaves(messages))
    for (const values of samplesOf(text)) {
      const tags = Object.fromEntries([...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag ?? '', (chunks: string) => chunks]))
      assert.equal(plain(parseMessage(text)(LOCALE, values)), t.markup(key as never, { ...values, ...tags } as never), `${key}: ${text}`)
    }
})

test('what a tag holds can be filled in, and stays marked otherwise', () => {
  const parts = parseMessage('<who></who> read <b>{what}</b>.')('en', { what: 'images' }, { who: ['Anna'] })
  assert.deepEqual(parts, ['Anna', ' read ', { tag: 'b', parts: ['images'] }, '.'])
})

test('what is no message is refused', () => {
  for (const text of ['{', '}', '{a', '{a,}', '<b>', '<b></i>', '{a, plural, one {x}', '{a, date}'])
    assert.throws(() => parseMessage(text), SyntaxError, text)
})
