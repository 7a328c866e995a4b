import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AccessDay, findGaps, type Gap } from './coverage.ts'

const BEGAN = 1000
const on = (day: number, reported = day, more: Partial<AccessDay> = {}): AccessDay => ({
  day,
  firstRecorded: reported,
  lastRecorded: reported,
  firstReceived: Math.max(reported, BEGAN),
  lastReceived: Math.max(reported, BEGAN),
  ...more,
})
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => on(from + i * step))

const TABLE: readonly {
  readonly name: string
  readonly days: readonly AccessDay[]
  readonly today: number
  readonly gaps: readonly Gap[]
  readonly rhythm?: false
}[] = [
  { name: 'nothing at all has no gap', days: [], today: 2000, gaps: [], rhythm: false },
  { name: 'every day up to today has none', days: every(1, 1000, 1100), today: 1100, gaps: [] },
  { name: 'two weeks are no silence yet', days: [...every(1, 1000, 1050), ...every(1, 1064, 1100)], today: 1114, gaps: [] },
  {
    name: 'more than two weeks are one, from the day after to the day before',
    days: [...every(1, 1000, 1050), ...every(1, 1065, 1100)],
    today: 1100,
    gaps: [{ kind: 'silent', from: 1051, to: 1064 }],
  },
  { name: 'a silence that lasts has no end', days: every(1, 1000, 1050), today: 1065, gaps: [{ kind: 'silent', from: 1051 }] },
  { name: 'who reports monthly may pause for four months', days: every(30, 1000, 1600), today: 1720, gaps: [] },
  { name: 'and not for longer', days: every(30, 1000, 1600), today: 1721, gaps: [{ kind: 'silent', from: 1601 }] },
  { name: 'with ten days no rhythm is known', days: every(1, 1000, 1009), today: 2000, gaps: [], rhythm: false },
  { name: 'with eleven it is', days: every(1, 1000, 1010), today: 2000, gaps: [{ kind: 'silent', from: 1011 }] },
  {
    name: 'one long silence does not become the rhythm',
    days: [...every(1, 1000, 1050), ...every(1, 1500, 1550)],
    today: 1550,
    gaps: [{ kind: 'silent', from: 1051, to: 1499 }],
  },
  { name: 'a report within a week is on time', days: [on(1100, 1107)], today: 1110, gaps: [], rhythm: false },
  {
    name: 'months reported at once are one stretch, silent until then',
    days: [on(1100), on(1110, 1200), on(1120, 1200), on(1130, 1201), on(1200)],
    today: 1201,
    gaps: [{ kind: 'late', from: 1110, to: 1130, reported: 1201, whole: true }],
    rhythm: false,
  },
  {
    name: 'where other accesses came in time, only some were late',
    days: [on(1110, 1200), on(1115), on(1120, 1200)],
    today: 1200,
    gaps: [{ kind: 'late', from: 1110, to: 1120, reported: 1200, whole: false }],
    rhythm: false,
  },
  {
    name: 'also where they came in time on the same day',
    days: [on(1110, 1200, { firstReceived: 1110 })],
    today: 1200,
    gaps: [{ kind: 'late', from: 1110, to: 1110, reported: 1200, whole: false }],
    rhythm: false,
  },
  {
    name: 'also where it was the first of them',
    days: [on(1110, 1200, { firstReceived: 1110 }), on(1120, 1200)],
    today: 1200,
    gaps: [{ kind: 'late', from: 1110, to: 1120, reported: 1200, whole: false }],
    rhythm: false,
  },
  {
    name: 'what was reported at another time is another stretch',
    days: [on(1100, 1150), on(1110, 1190)],
    today: 1200,
    gaps: [
      { kind: 'late', from: 1100, to: 1100, reported: 1150, whole: true },
      { kind: 'late', from: 1110, to: 1110, reported: 1190, whole: true },
    ],
    rhythm: false,
  },
  { name: 'before the log began nothing could be received', days: [on(500)], today: 1100, gaps: [], rhythm: false },
  {
    name: 'but the record system itself says what it recorded late',
    days: [on(500, 560)],
    today: 1100,
    gaps: [{ kind: 'late', from: 500, to: 500, reported: 560, whole: true }],
    rhythm: false,
  },
  {
    name: 'from then on its word is not asked',
    days: [on(1100, 1100, { firstReceived: 1150, lastReceived: 1150 })],
    today: 1200,
    gaps: [{ kind: 'late', from: 1100, to: 1100, reported: 1150, whole: true }],
    rhythm: false,
  },
]

describe('gaps of a record system', () => {
  for (const { name, days, today, gaps, rhythm = true } of TABLE)
    test(name, () => assert.deepEqual(findGaps(days, { began: BEGAN, today }), { gaps, rhythm }))
})
