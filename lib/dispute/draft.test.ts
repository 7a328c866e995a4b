import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answers, LONGEST_DRAFT_TEXT, NO_ANSWERS, problemsOf, readAnswers } from './draft.ts'
import { LONGEST_TEXT, MOST_ENTRIES } from './kinds.ts'

const answers = (more: Partial<Answers> = {}): Answers => ({ ...NO_ANSWERS, reasons: ['too-many'], wants: ['report'], ...more })

test('a question needs an entry, a reason and what is wanted, and not more entries than may be', () => {
  assert.deepEqual(problemsOf(0, NO_ANSWERS), ['entries', 'reasons', 'wants'])
  assert.deepEqual(problemsOf(1, answers()), [])
  assert.deepEqual(problemsOf(MOST_ENTRIES, answers()), [])
  assert.deepEqual(problemsOf(MOST_ENTRIES + 1, answers()), ['entries'])
})

test('something else needs words, and no text is longer than may be', () => {
  assert.deepEqual(problemsOf(1, answers({ reasons: ['other'], text: ' \n' })), ['text'])
  assert.deepEqual(problemsOf(1, answers({ reasons: ['other'], text: 'Why?' })), [])
  assert.deepEqual(problemsOf(1, answers({ text: 'x'.repeat(LONGEST_TEXT) })), [])
  assert.deepEqual(problemsOf(1, answers({ text: 'x'.repeat(LONGEST_TEXT + 1) })), ['tooLong'])
})

test('a form is read as it was filled in, and what is none of ours is left out', () => {
  const form = new Map([
    ['reason.acquaintance', 'on'],
    ['reason.revenge', 'on'],
    ['want.explanation', 'on'],
    ['care', 'no'],
    ['knows', 'perhaps'],
    ['safeContact', 'on'],
    ['text', 'One\nand two'],
  ])
  const read = { reasons: ['acquaintance'], wants: ['explanation'], care: 'no', safeContact: true, text: 'One\nand two' }
  assert.deepEqual(readAnswers(form), read)
  assert.deepEqual(readAnswers(new Map()), NO_ANSWERS)
  assert.equal(readAnswers(new Map([['text', 'x'.repeat(LONGEST_DRAFT_TEXT + 1)]])).text.length, LONGEST_DRAFT_TEXT)
})
