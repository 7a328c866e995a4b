import type { Calendar } from './calendar.ts'

/** Easter Sundays, which the tables of any almanac have. */
const EASTER = ['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21', '2031-04-13']
const DATES = ['01-01', '02-24', '05-01', '06-23', '06-24', '08-20', '12-24', '12-25', '12-26']
/** Good Friday, Easter Sunday, Pentecost. */
const FROM_EASTER = [-2, 0, 49]

/** Estonia's public holidays of 2024 to 2031, by § 2 of its law on holidays (pühade ja tähtpäevade seadus). */
export const ESTONIAN_HOLIDAYS: ReadonlySet<string> = new Set(
  EASTER.flatMap((easter) => [
    ...DATES.map((date) => `${easter.slice(0, 4)}-${date}`),
    ...FROM_EASTER.map((days) => new Date(Date.parse(easter) + days * 86_400_000).toISOString().slice(0, 10)),
  ]),
)

export const ESTONIA: Calendar = {
  timeZone: 'Europe/Tallinn',
  isWorkingDay: (day) => ![0, 6].includes(new Date(day).getUTCDay()) && !ESTONIAN_HOLIDAYS.has(day),
}
