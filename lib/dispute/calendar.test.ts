import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, utcDay } from '#lib/event/days.ts'
import { addDays, addMonth, addWorkingDays, dayIn, endOfDay, workingDayOnOrAfter } from './calendar.ts'
import { ESTONIA } from './testing.ts'

const ZONE = ESTONIA.timeZone
const days = fc.integer({ min: Date.UTC(2024, 0, 1) / DAY_MS, max: Date.UTC(2030, 11, 31) / DAY_MS }).map((n) => utcDay(n * DAY_MS))

test('a weekend is not counted among working days', () => {
  assert.equal(addWorkingDays('2026-11-26', 2, ESTONIA), '2026-11-30') // Thursday to Monday
  assert.equal(addWorkingDays('2026-11-28', 1, ESTONIA), '2026-11-30')
  assert.equal(addWorkingDays('2026-11-28', 0, ESTONIA), '2026-11-28')
})

test('Estonian public holidays are not counted among working days', () => {
  assert.equal(addWorkingDays('2026-02-20', 2, ESTONIA), '2026-02-25') // 24 February
  assert.equal(addWorkingDays('2026-04-01', 2, ESTONIA), '2026-04-06') // Good Friday; Easter Monday is worked
  assert.equal(addWorkingDays('2026-06-22', 2, ESTONIA), '2026-06-26') // 23 and 24 June
  assert.equal(addWorkingDays('2026-12-23', 2, ESTONIA), '2026-12-29') // 24 to 26 December
  assert.equal(addWorkingDays('2026-12-31', 2, ESTONIA), '2027-01-05') // the year's end
})

test('a deadline on a day off moves to the next working day, and on a working day it stays', () => {
  assert.equal(workingDayOnOrAfter('2026-12-24', ESTONIA), '2026-12-28')
  assert.equal(workingDayOnOrAfter('2027-02-24', ESTONIA), '2027-02-25')
  assert.equal(workingDayOnOrAfter('2027-02-25', ESTONIA), '2027-02-25')
})

test('a month ends on the same date, or on the last day of a shorter month', () => {
  assert.equal(addMonth('2027-01-31', 1), '2027-02-28')
  assert.equal(addMonth('2028-01-31', 1), '2028-02-29')
  assert.equal(addMonth('2028-02-29', 1), '2028-03-29')
  assert.equal(addMonth('2028-02-29', 12), '2029-02-28')
  assert.equal(addMonth('2026-12-31', 1), '2027-01-31')
  assert.equal(addMonth('2026-11-30', 3), '2027-02-28')
  assert.equal(addMonth('2026-10-31', 0), '2026-10-31')
})

test('the examples of the data protection board: 5 March to 5 April, 31 August to 30 September', () => {
  assert.equal(addMonth('2024-03-05', 1), '2024-04-05')
  assert.equal(addMonth('2024-08-31', 1), '2024-09-30')
})

test('a day ends at its own midnight, also when the clocks change on it', () => {
  const end = (day: string) => endOfDay(day, ZONE).toISOString()
  assert.equal(end('2026-10-24'), '2026-10-24T21:00:00.000Z')
  assert.equal(end('2026-10-25'), '2026-10-25T22:00:00.000Z') // 25 hours long
  assert.equal(end('2026-10-31'), '2026-10-31T22:00:00.000Z')
  assert.equal(end('2027-03-27'), '2027-03-27T22:00:00.000Z')
  assert.equal(end('2027-03-28'), '2027-03-28T21:00:00.000Z') // 23 hours long
  assert.equal(end('2026-12-31'), '2026-12-31T22:00:00.000Z')
})

test('a day that begins at one o’clock, or is left out of the calendar, ends where the next one begins', () => {
  assert.equal(endOfDay('2026-09-05', 'America/Santiago').toISOString(), '2026-09-06T04:00:00.000Z')
  assert.equal(endOfDay('2011-12-29', 'Pacific/Apia').toISOString(), '2011-12-30T10:00:00.000Z')
})

test('one minute before midnight is still today, and one after it is tomorrow', () => {
  assert.equal(dayIn(new Date('2026-11-26T21:59:00Z'), ZONE), '2026-11-26')
  assert.equal(dayIn(new Date('2026-11-26T22:01:00Z'), ZONE), '2026-11-27')
})

test('the last millisecond of every day is in it, and the next one is not', () => {
  const zones = fc.constantFrom(ZONE, 'UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'America/St_Johns', 'Asia/Beirut')
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      const end = endOfDay(day, zone)
      assert.equal(dayIn(end, zone), addDays(day, 1))
      assert.equal(dayIn(new Date(end.getTime() - 1), zone), day)
    }),
  )
})

test('exactly as many working days pass as were asked for, and the last of them is one', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 15 }), (day, n) => {
      const last = addWorkingDays(day, n, ESTONIA)
      let passed = 0
      for (let next = addDays(day, 1); next <= last; next = addDays(next, 1)) if (ESTONIA.isWorkingDay(next)) passed++
      assert.equal(passed, n)
      assert.ok(ESTONIA.isWorkingDay(last))
    }),
  )
})

test('what is no number of days, no day of a calendar, and a calendar without working days are refused', () => {
  assert.throws(() => addWorkingDays('2026-11-26', -1, ESTONIA), RangeError)
  assert.throws(() => addWorkingDays('2026-11-26', 0.5, ESTONIA), RangeError)
  assert.throws(() => addDays('tomorrow', 1), RangeError)
  assert.throws(() => dayIn(new Date(Number.NaN), ZONE), RangeError)
  assert.throws(() => endOfDay('2026-11-26', 'Europe/Talinn'), RangeError)
  assert.throws(() => workingDayOnOrAfter('2026-11-26', { timeZone: ZONE, isWorkingDay: () => false }), RangeError)
})
