import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createTranslator } from 'next-intl'
import { STAGES } from '#lib/dispute/reminders.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { reminderWords } from './reminder.ts'

const CLOCKS = ['acknowledge', 'provider', 'answer'] as const

for (const [language, { locale }] of Object.entries(LANGUAGES)) {
  const messages = JSON.parse(readFileSync(`messages/${language}.json`, 'utf8'))
  const t = createTranslator({ locale, messages, namespace: 'dispute.reminder' })
  test(`a reminder says in ${language} of which deadline it is, and how far that has come`, () => {
    const all = CLOCKS.flatMap((clock) => STAGES.map((stage) => reminderWords({ clock, stage }, t) ?? ''))
    assert.equal(new Set(all).size, 9)
    assert.ok(
      all.every((words) => !words.includes('dispute.')),
      all.join('\n'),
    )
    assert.ok(CLOCKS.every((clock) => /50.%/.test(reminderWords({ clock, stage: 'half' }, t) ?? '')))
    assert.ok(CLOCKS.every((clock) => /80.%/.test(reminderWords({ clock, stage: 'four-fifths' }, t) ?? '')))
    assert.equal(reminderWords({}, t), undefined)
  })
}
