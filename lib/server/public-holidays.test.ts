import assert from 'node:assert/strict'
import { test } from 'node:test'
import Holidays from 'date-holidays'
import { ESTONIAN_HOLIDAYS } from '#lib/dispute/testing.ts'
import { COUNTRIES } from '#lib/env/countries.ts'
import { publicHolidays, workingDays } from './public-holidays.ts'

const days = (country: string, timeZone: string, year: number) => [...publicHolidays({ country, timeZone }, year).keys()]

test('the public holidays of Estonia are those of its law', () => {
  const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031]
  const known = years.flatMap((year) => days('EE', 'Europe/Tallinn', year))
  assert.deepEqual(known, [...ESTONIAN_HOLIDAYS].toSorted())
})

test('a holiday is a day of the health system’s zone, whatever the machine’s', () => {
  assert.deepEqual(days('EE', 'Pacific/Kiritimati', 2026), days('EE', 'Europe/Tallinn', 2026))
  assert.deepEqual(days('EE', 'America/Los_Angeles', 2026), days('EE', 'Europe/Tallinn', 2026))
})

test('a holiday that begins in the evening is the day that follows, and one of several days is each of them', () => {
  assert.ok(days('IL', 'Asia/Jerusalem', 2026).includes('2026-09-21')) // Yom Kippur, from the evening of the 20th
  assert.ok(!days('IL', 'Asia/Jerusalem', 2026).includes('2026-09-20'))
  const newYear = days('RU', 'Europe/Moscow', 2026).filter((day) => day < '2026-01-09')
  assert.equal(newYear.length, 8)
})

test('half a day off is a working day', () => {
  assert.ok(!days('IS', 'Atlantic/Reykjavik', 2026).includes('2026-12-24')) // from one o’clock
  assert.ok(!days('TR', 'Europe/Istanbul', 2026).includes('2026-03-23')) // the feast of Ramadan: three days and a half
})

test('a Saturday, a Sunday and a public holiday are no working days, and a day that is only remembered is one', () => {
  const { isWorkingDay } = workingDays({ country: 'EE', timeZone: 'Europe/Tallinn' }, [])
  const asked = ['2026-11-27', '2026-11-28', '2026-11-29', '2026-12-24', '2027-01-01', '2027-01-06']
  assert.deepEqual(asked.map(isWorkingDay), [true, false, false, false, false, true])
})

test('the countries that may be configured are those whose holidays are known', () => {
  assert.deepEqual(COUNTRIES, Object.keys(new Holidays().getCountries()).toSorted())
})
