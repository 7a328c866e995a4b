import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALEKSANDR, ANDRES, HELVE, KERSTI, MARI, TOOMAS, VIIVI } from '#lib/event/demo/people.ts'
import { addDays, type Calendar } from './calendar.ts'
import { advance, type CaseFacts, SUBMITTED } from './case.ts'
import { clocks } from './clock.ts'
import { demoCases } from './demo-cases.ts'
import { LONGEST_TEXT } from './kinds.ts'

/** With three days off in a row at Christmas. */
const calendar: Calendar = {
  timeZone: 'Europe/Tallinn',
  isWorkingDay: (day) => ![0, 6].includes(new Date(day).getUTCDay()) && !/-(12-2[456]|01-01)$/.test(day),
}
const days = (from: string, count: number) => Array.from({ length: count }, (_, i) => new Date(`${addDays(from, i)}T06:00:00Z`))
const STARTS = [...days('2026-11-23', 7), ...days('2026-12-24', 9), ...days('2027-03-27', 3)]

type Made = ReturnType<typeof demoCases>[number]

/** The case as its steps make it: what the machine refuses throws. */
function madeOf({ steps, at }: Made) {
  const marks = [{ step: 'submit', state: 'submitted', at }]
  let facts: CaseFacts = SUBMITTED
  for (const { by, after: _, at: when, ...step } of steps) {
    const who =
      typeof by === 'string' ? { party: by } : { party: by.role, by: by.code, ...(by.organisation && { organisation: by.organisation }) }
    facts = advance(facts, { ...step, ...who, at: when })
    marks.push({ step: step.step, state: facts.state, at: when })
  }
  return { facts, marks }
}

test('on whatever day the demonstration begins, every step of its questions can be made, one after another, before that', () => {
  for (const now of STARTS)
    for (const one of demoCases(calendar, now)) {
      const { marks } = madeOf(one)
      const times = marks.map(({ at }) => at.getTime())
      assert.deepEqual(times, times.toSorted(), `${now.toISOString()} ${one.asker.familyName}`)
      assert.ok(times.every((time) => time < now.getTime()))
    }
})

test('the people with a story have come as far as it says', () => {
  for (const now of STARTS) {
    const questions = demoCases(calendar, now)
    const of = (code: string) =>
      questions
        .filter(({ asker }) => asker.code === code)
        .map((one) => {
          const { state, outcome = '' } = madeOf(one).facts
          return `${state} ${outcome}`.trim()
        })
    assert.deepEqual(of(ANDRES.code), ['awaiting_provider'])
    assert.deepEqual(of(HELVE.code), ['under_review'])
    assert.deepEqual(of(KERSTI.code), ['decided automatic'])
    assert.deepEqual(of(MARI.code), ['decided justified', 'needs_info'])
    assert.deepEqual(of(TOOMAS.code), ['closed justified', 'decided unjustified'])
    assert.deepEqual(of(ALEKSANDR.code), ['submitted'])
    assert.deepEqual(of(VIIVI.code), ['closed log-wrong'])
  }
})

test('one was proposed as justified and waits for a second person, and one should have been confirmed yesterday or before', () => {
  for (const now of STARTS) {
    const questions = demoCases(calendar, now)
    const helve = questions.find(({ asker }) => asker === HELVE)
    assert.ok(helve && madeOf(helve).facts.proposal)
    const aleksandr = questions.find(({ asker }) => asker === ALEKSANDR)
    assert.ok(aleksandr)
    const { acknowledge } = clocks(madeOf(aleksandr).marks, calendar, now)
    assert.equal(acknowledge?.status, 'overdue')
    assert.ok(now.getTime() - acknowledge.dueAt.getTime() < 8 * 86_400_000)
  }
})

test('every text is short enough to be sent', () => {
  for (const { text, steps } of demoCases(calendar, new Date('2026-11-26T06:00:00Z')))
    for (const words of [text, ...steps.map((step) => step.text ?? 'x')]) assert.ok(words.trim() !== '' && words.length <= LONGEST_TEXT)
})
