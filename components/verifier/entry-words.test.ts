import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { SYSTEM } from '#lib/event/codes.ts'
import { caseUrn, PORTAL } from '#lib/event/portal.ts'
import { compiled, type Written } from './compiled.ts'
import { entryWords } from './entry-words.ts'
import { plain } from './icu.ts'
import { Texts, verifierMessages } from './texts.ts'

const messagesIn = (language: string) =>
  verifierMessages(compiled(JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, import.meta.url), 'utf8')) as Written))
const textsOf = (language: string, locale: string) => new Texts(locale, messagesIn(language))
const t = textsOf('en', 'en-GB')
const event = {
  kind: 'access',
  accessedAt: '2026-08-06T14:30:00.000Z',
  action: 'R',
  eventType: { code: 'rest' },
  eventCodes: [{ code: 'read' }],
  outcome: '0',
  organisation: { name: 'Tartu Clinic' },
  purpose: [],
  emergency: false,
  automatic: false,
  data: [{ category: 'laboratory' }],
  origin: { id: 'tartu', name: 'Tartu Clinic records' },
} as unknown as AccessEvent
const said = (change: Partial<AccessEvent>) =>
  plain(entryWords(t, { logIndex: 5, concealed: 'opened', event: { ...event, ...change } }).sentence)

test('a saved file names somebody who may act for the patient by that, and at no place', () => {
  assert.equal(said({ actor: { kind: 'representative', name: 'Ilmar Lang' } }), 'Ilmar Lang, representative, read the test results.')
  assert.equal(said({ actor: { kind: 'representative' } }), 'A representative read the test results.')
})

test('a saved file says that a name is hidden only where one is', () => {
  const special = (actor: AccessEvent['actor'], concealed: 'opened' | 'withheld') =>
    entryWords(t, { logIndex: 5, concealed, event: { ...event, ...(actor && { actor }) } }).special
  const hidden = t.text('fileEntry.nameHidden')
  assert.deepEqual(special({ kind: 'professional' }, 'withheld'), [hidden])
  assert.deepEqual(special({ kind: 'professional' }, 'opened'), [], 'nobody was named')
  for (const kind of ['patient', 'system'] as const) assert.deepEqual(special({ kind }, 'withheld'), [], kind)
})

test('a saved file speaks of the patient, whoever reads it', () => {
  assert.equal(said({ actor: { kind: 'patient' } }), 'The patient read the test results.')
  const reader = { en: /\byou/i, et: /\bTe(?:ie|id|il)/, ru: /(?<!\p{L})В(?:ы|ам|ас|аш)/u }
  for (const [language, pattern] of Object.entries(reader)) {
    const { event: words, promise } = messagesIn(language)
    for (const text of strings([words, promise])) {
      assert.doesNotMatch(text, pattern)
      assert.notEqual(text, 'person')
    }
  }
})

const strings = (of: unknown): readonly string[] => (typeof of === 'string' ? [of] : Object.values(of ?? {}).flatMap(strings))

test('a saved file says what a refusal stopped', () => {
  const actor = { kind: 'professional', name: 'Eve Sild' } as const
  assert.match(said({ actor, outcome: '8' }), /tried to read the test results, and was refused: nothing was shown\.$/)
  assert.match(said({ actor, outcome: '8', action: 'D' }), /tried to delete .*, and was refused: nothing was changed\.$/)
})

const STAFF = [
  ['en', 'en-GB', 'Kadri Kuusk, support agent of this service, read the entries that question S-2026-00042 is about.', 'legal compliance'],
  [
    'et',
    'et-EE',
    'Kadri Kuusk (selle teenuse kasutajatoe töötaja) luges kandeid, mille kohta on esitatud küsimus S-2026-00042.',
    'õigusaktide järgimine',
  ],
  [
    'ru',
    'ru-RU',
    'Kadri Kuusk, сотрудник поддержки этой службы — просмотр записей, о которых задан вопрос S-2026-00042.',
    'соблюдение законодательства',
  ],
] as const
for (const [language, locale, words, reason] of STAFF)
  test(`staff of this service who read entries for a question are no own look, and the question is named: ${language}`, () => {
    const look = {
      ...event,
      actor: { kind: 'administrator', role: { system: SYSTEM.staffRole, code: 'agent' }, name: 'Kadri Kuusk' },
      purpose: [{ system: SYSTEM.actReason, code: 'HCOMPL' }],
      data: [{ category: 'unclassified', reference: caseUrn('S-2026-00042') }],
      origin: PORTAL,
    } as const
    const { sentence, why } = entryWords(textsOf(language, locale), { logIndex: 5, concealed: 'opened', event: look })
    assert.equal(plain(sentence), words)
    assert.match(why.join(), new RegExp(reason))
  })
