import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTranslator } from 'next-intl'
import { type Words, wordsAbout, wordsForStaff } from '#components/layout/words-about.ts'
import { reached, sources } from './sources.ts'
import { leaves, messagesOf } from './testing.ts'

const messages = messagesOf('en') as Words & { readonly forAnother: Words }

const NAMED = /(?:[uU]seTranslations|getTranslations|\b(?:t|texts)\.(?:text|parts))\(\s*['"`](\w+)/g

const original = new Map(leaves(messages))
const others = new Map(leaves(messages.forAnother))
const places = (text: string) => new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].flatMap(([, place, tag]) => place ?? tag ?? []))

/** What stands around a list, and speaks to whoever reads it. */
const AROUND = ['acting', 'asking', 'dispute', 'idle', 'layout', 'leave', 'service', 'ui']

/** What a list of somebody else is read with. */
const SECTIONS = new Set(
  [...reached(['app/(patient)/for/[acting]/history/page.tsx'])]
    .flatMap((file) => [...(sources.get(file) ?? '').matchAll(NAMED)].map(([, section = '']) => section))
    .filter((section) => !AROUND.includes(section)),
)

/** Of the reader, also where the list is somebody else’s. */
const OF_THE_READER =
  /your (browser|device|last visit|next visit)|you are offline|you ask for it|asks you where|you may be shown|your network address|on your next visit|that you can keep|what you type/gi

const YOU = /\b(you|your|yours|yourself|my)\b/i
const isOfTheList = (key: string) => SECTIONS.has(key.split('.')[0] ?? '')

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
    .filter(([key]) => isOfTheList(key))
    .map(([key, text]) => [key, others.get(key) ?? text] as const)
    .filter(([, text]) => YOU.test(text.replace(OF_THE_READER, '')))
  assert.ok(SECTIONS.has('promise') && SECTIONS.has('export') && SECTIONS.has('event'))
  assert.deepEqual(left, [])
})

for (const [language, you] of [
  ['et', /(?<!\p{L})(?:Te(?:ie|il|id|ile|ilt|ist|iega)?|minu)(?!\p{L})/u],
  ['ru', /(?<!\p{L})(?:В(?:ы|ас|ам|ами)|Ваш\p{L}*|мои)(?!\p{L})/u],
] as const)
  test(`nor does a translation where English does not: ${language}`, () => {
    const texts = messagesOf(language)
    const theirs = new Map(leaves(texts.forAnother as Words))
    assert.ok([...theirs.values()].some((text) => you.test(text)))
    const left = leaves(texts).filter(
      ([key, text]) => isOfTheList(key) && you.test(theirs.get(key) ?? text) && !YOU.test(others.get(key) ?? original.get(key) ?? ''),
    )
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

for (const language of ['en', 'et', 'ru'] as const)
  test(`staff read of a patient, without a name and never as if it were of them: ${language}`, () => {
    const texts = wordsForStaff(messagesOf(language) as Parameters<typeof wordsForStaff>[0])
    const about = leaves(texts.event)
    assert.ok(about.length > 50)
    const you = {
      en: YOU,
      et: /(?<!\p{L})(?:Te(?:ie|il|id|ile|ilt|ist|iega)?)(?!\p{L})/u,
      ru: /(?<!\p{L})(?:В(?:ы|ас|ам|ами)|Ваш\p{L}*)(?!\p{L})/u,
    }[language]
    assert.deepEqual(
      about.filter(([, text]) => text.includes('{person}') || you.test(text)),
      [],
    )
  })
