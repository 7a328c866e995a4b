import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMessage, type Words, wordsAbout, wordsForStaff } from '#components/layout/words-about.ts'
import { compiled } from '#components/verifier/compiled.ts'
import { Texts } from '#components/verifier/texts.ts'
import { reached, sources } from './sources.ts'
import { leaves, type Messages, messagesOf } from './testing.ts'

const messages = messagesOf('en') as Messages & { readonly forAnother: Messages }
const file = compiled(messages) as Words & { readonly forAnother: Words }

const NAMED = /(?:[uU]seTranslations|getTranslations|\b(?:t|texts)\.(?:text|parts))\(\s*['"`](\w+)/g

const original = new Map(leaves(messages))
const others = new Map(leaves(messages.forAnother))
const messagesIn = (of: Words, path = ''): readonly (readonly [key: string, message: unknown])[] =>
  Object.entries(of).flatMap(([key, value]) =>
    isMessage(value) ? [[`${path}${key}`, value] as const] : messagesIn(value, `${path}${key}.`),
  )
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
  const t = new Texts('en-GB', wordsAbout(file, 'Mia'))
  for (const [key, text] of others) {
    const under = original.get(key)
    assert.ok(under !== undefined, `${key} replaces nothing`)
    assert.notEqual(text, under, key)
    const given = [...places(under)].flatMap((name) => (under.includes(`<${name}>`) ? [] : [[name, 1]]))
    assert.doesNotMatch(t.text(key, Object.fromEntries(given)), /=>|undefined/, key)
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
    const theirs = new Map(leaves(texts.forAnother as Messages))
    assert.ok([...theirs.values()].some((text) => you.test(text)))
    const left = leaves(texts).filter(
      ([key, text]) => isOfTheList(key) && you.test(theirs.get(key) ?? text) && !YOU.test(others.get(key) ?? original.get(key) ?? ''),
    )
    assert.deepEqual(left, [])
  })

test('the name stands in the sentence as it is, whatever it is made of', () => {
  for (const person of ['Mia Maasikas', "Seán O'Neill", 'MARY ÄNN O’CONNEŽ-ŠUSLIK', "{count} # <b>x</b> | '' '{", '$& $1']) {
    const t = new Texts('en-GB', wordsAbout(file, person))
    const values = { count: 2, operator: 'X', since: 'same', before: 0 }
    assert.equal(
      t.text('promise.sealed', values),
      `These are all the 2 entries that X has sealed for ${person}, unchanged since your last visit.`,
    )
  }
})

test('what is not about the reader stays as it is', () => {
  const words = new Map(messagesIn(wordsAbout(file, 'Mia')))
  assert.deepEqual([...words.keys()], [...original.keys()])
  for (const [key, message] of messagesIn(file)) if (!others.has(key)) assert.deepEqual(words.get(key), message)
})

for (const language of ['en', 'et', 'ru'] as const)
  test(`staff read of a patient, without a name and never as if it were of them: ${language}`, () => {
    const texts = wordsForStaff(compiled(messagesOf(language)) as Parameters<typeof wordsForStaff>[0])
    const about = messagesIn(texts.event).map(([key, message]) => [key, JSON.stringify(message)] as const)
    assert.ok(about.length > 50)
    const you = {
      en: YOU,
      et: /(?<!\p{L})(?:Te(?:ie|il|id|ile|ilt|ist|iega)?)(?!\p{L})/u,
      ru: /(?<!\p{L})(?:В(?:ы|ас|ам|ами)|Ваш\p{L}*)(?!\p{L})/u,
    }[language]
    assert.deepEqual(
      about.filter(([, text]) => text.includes('["person"]') || you.test(text)),
      [],
    )
  })
