import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastReminder, type Mark, nextReminder, readMarks, remindersDue } from './reminders.ts'
import { ESTONIA } from './testing.ts'

const at = (text: string) => new Date(text)
const submitted = { step: 'submit', state: 'submitted', at: at('2026-09-01T07:00:00Z') }
const given = (when: string, clock: Mark['clock'], stage: Mark['stage']): Mark =>
  ({ step: 'remind', state: 'submitted', at: at(when), clock, stage }) as Mark
const stages = (marks: readonly Mark[], now: string) => remindersDue(marks, ESTONIA, at(now)).map(({ clock, stage }) => `${clock} ${stage}`)

// Asked on Tuesday, 1 September, at 10 o'clock: due on Thursday at midnight, half on Wednesday at 17, four fifths on Thursday at 11:36.
test('nobody is reminded before half of the time has passed', () => {
  assert.deepEqual(stages([submitted], '2026-09-02T13:59:59Z'), [])
  assert.deepEqual(stages([submitted], '2026-09-02T14:00:00Z'), ['acknowledge half'])
  assert.deepEqual(nextReminder([submitted], ESTONIA, at('2026-09-01T07:00:00Z')), at('2026-09-02T14:00:00Z'))
})

test('each stage is reminded of once, and one that was missed is not made up for', () => {
  const once = [submitted, given('2026-09-02T14:00:00Z', 'acknowledge', 'half')]
  assert.deepEqual(stages(once, '2026-09-03T08:35:59Z'), [])
  assert.deepEqual(stages(once, '2026-09-03T08:36:00Z'), ['acknowledge four-fifths'])
  assert.deepEqual(stages([submitted], '2026-09-03T21:00:00Z'), ['acknowledge overdue'])
  const over = [submitted, given('2026-09-03T21:00:00Z', 'acknowledge', 'overdue')]
  assert.deepEqual(stages(over, '2026-09-04T12:00:00Z'), [])
})

test('the next reminder of all clocks is the first of those that were not given', () => {
  const over = [submitted, given('2026-09-03T21:00:00Z', 'acknowledge', 'overdue')]
  assert.deepEqual(nextReminder(over, ESTONIA, at('2026-09-04T12:00:00Z')), at('2026-09-16T14:00:00Z'))
  assert.deepEqual(nextReminder([submitted], ESTONIA, at('2026-12-01T12:00:00Z')), at('2026-09-02T14:00:00Z'), 'also one that is over')
})

test('a clock that has stopped is not reminded of', () => {
  const received = [submitted, { step: 'acknowledge', state: 'acknowledged', at: at('2026-09-02T15:00:00Z') }]
  assert.deepEqual(stages(received, '2026-09-04T12:00:00Z'), [])
  assert.equal(lastReminder('acknowledge', received, ESTONIA, at('2026-09-04T12:00:00Z')), undefined)
  const ended = [submitted, { step: 'withdraw', state: 'withdrawn', at: at('2026-09-01T08:00:00Z') }]
  assert.equal(nextReminder(ended, ESTONIA, at('2026-09-04T12:00:00Z')), undefined)
})

test('more time, and a question that is opened again, begin anew', () => {
  const acknowledged = { step: 'acknowledge', state: 'triage', at: at('2026-09-01T08:00:00Z') }
  const half = [submitted, acknowledged, given('2026-09-17T07:00:00Z', 'answer', 'half')]
  assert.deepEqual(stages(half, '2026-09-17T08:00:00Z'), [])
  const extended = [...half, { step: 'extend', state: 'triage', at: at('2026-09-18T07:00:00Z') }]
  assert.deepEqual(stages(extended, '2026-10-18T08:00:00Z'), ['answer half'])
  assert.deepEqual(lastReminder('answer', extended, ESTONIA, at('2026-10-18T08:00:00Z'))?.since, at('2026-09-18T07:00:00Z'))
  const reopened = [
    ...half,
    { step: 'decide', state: 'decided', at: at('2026-09-18T07:00:00Z') },
    { step: 'reopen', state: 'reopened', at: at('2026-09-20T07:00:00Z') },
  ]
  assert.deepEqual(stages(reopened, '2026-10-06T12:00:00Z'), ['answer half'])
})

test('marks come back from the database as they were', () => {
  assert.deepEqual(readMarks([{ step: 'submit', state: 'submitted', at: '2026-09-01T07:00:00.000Z' }]), [submitted])
})
