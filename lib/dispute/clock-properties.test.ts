import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Clock, type ClockEvent, clocks } from './clock.ts'
import { ESTONIA } from './testing.ts'

const MINUTE = 60_000
const DAY = 1440 // minutes
const START = Date.UTC(2024, 0, 2)
const YEARS = 5 * 365 * DAY

type Step = readonly [minutes: number, step: string, state: string]
const submissions = fc.integer({ min: 0, max: YEARS })
const waits = fc.integer({ min: 0, max: 12 * DAY })
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(
    waits,
    fc.constantFrom('take', 'ask-provider', 'ask-patient', 'extend', 'reopen'),
    fc.constantFrom('triage', 'awaiting_provider', 'under_review', 'needs_info', 'escalated', 'merged', 'decided'),
  ),
  { maxLength: 10 },
)

/** A case that is submitted at a minute of those years, with steps of which each comes some minutes after the one before. */
function caseOf(submitted: number, later: readonly Step[]): ClockEvent[] {
  let minute = submitted
  const instant = () => new Date(START + minute * MINUTE)
  const first = { step: 'submit', state: 'submitted', at: instant() }
  const others = later.map(([wait, step, state]) => {
    minute += wait
    return { step, state, at: instant() }
  })
  return [first, ...others]
}

const endOf = (events: readonly ClockEvent[]) => events.at(-1)?.at.getTime() ?? 0
const all = (events: readonly ClockEvent[], now: Date): Clock[] => {
  const { acknowledge, provider, answer } = clocks(events, ESTONIA, now)
  return [acknowledge, provider, answer].filter((clock) => clock !== undefined)
}

test('no deadline is on a day off, and reminders come between the start and the deadline', () => {
  fc.assert(
    fc.property(submissions, steps, waits, (submitted, later, wait) => {
      const events = caseOf(submitted, later)
      for (const { name, dueDay, startedAt, dueAt, remindAt } of all(events, new Date(endOf(events) + wait * MINUTE))) {
        assert.ok(ESTONIA.isWorkingDay(dueDay), `${name} ${dueDay}`)
        assert.ok(startedAt < remindAt[0] && remindAt[0] < remindAt[1] && remindAt[1] < dueAt, name)
      }
    }),
  )
})

test('a pause makes no deadline earlier', () => {
  fc.assert(
    fc.property(submissions, steps, waits, (submitted, later, wait) => {
      const unpaused = later.map(
        ([minutes, step, state]): Step => [minutes, step, /needs_info|escalated/.test(state) ? 'awaiting_provider' : state],
      )
      const [events, without] = [caseOf(submitted, later), caseOf(submitted, unpaused)]
      const now = new Date(endOf(events) + wait * MINUTE)
      const { answer } = clocks(events, ESTONIA, now)
      const { answer: steady } = clocks(without, ESTONIA, now)
      // An extension that is late without the pause may be in time with it, which is the same way round.
      assert.ok(answer && steady && answer.dueAt >= steady.dueAt)
    }),
  )
})

test('who asks later has no earlier deadline', () => {
  fc.assert(
    fc.property(submissions, fc.integer({ min: 0, max: 3 * DAY }), steps, waits, (submitted, delay, later, wait) => {
      const [[first = 0, ...rest] = [], ...others] = later
      const [sooner, afterwards] = [
        caseOf(submitted, [[first + delay, rest[0] ?? 'take', rest[1] ?? 'triage'], ...others]),
        caseOf(submitted + delay, [[first, rest[0] ?? 'take', rest[1] ?? 'triage'], ...others]),
      ]
      const now = new Date(endOf(sooner) + wait * MINUTE)
      assert.equal(endOf(sooner), endOf(afterwards))
      const [a, b] = [clocks(sooner, ESTONIA, now), clocks(afterwards, ESTONIA, now)]
      assert.ok(a.acknowledge && b.acknowledge && a.acknowledge.dueAt <= b.acknowledge.dueAt)
      assert.ok(a.answer && b.answer && a.answer.dueAt <= b.answer.dueAt)
    }),
  )
})

test('a clock that is paused does not become overdue, and moves no deadline back while it is', () => {
  fc.assert(
    fc.property(submissions, steps, waits, waits, (submitted, later, wait, more) => {
      const events = caseOf(submitted, later)
      const soon = endOf(events) + wait * MINUTE
      for (const clock of all(events, new Date(soon))) {
        if (clock.status !== 'paused') continue
        const then = all(events, new Date(soon + more * MINUTE)).find(({ name }) => name === clock.name)
        assert.equal(then?.status, 'paused')
        assert.ok(then.dueAt >= clock.dueAt && then.dueAt.getTime() > soon + more * MINUTE)
      }
    }),
  )
})

test('the next deadline is one of a clock that runs, and none of them is earlier', () => {
  fc.assert(
    fc.property(submissions, steps, waits, (submitted, later, wait) => {
      const events = caseOf(submitted, later)
      const now = new Date(endOf(events) + wait * MINUTE)
      const running = all(events, now).filter(({ status }) => status === 'running' || status === 'overdue')
      const earliest = Math.min(...running.map(({ dueAt }) => dueAt.getTime()))
      assert.equal(clocks(events, ESTONIA, now).next?.dueAt.getTime(), running.length > 0 ? earliest : undefined)
    }),
  )
})
