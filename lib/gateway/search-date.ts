import { DAY_MS } from '#lib/event/days.ts'
import { refuse } from './outcome.ts'

/** True for an instant of an event, in milliseconds. */
export type DateTest = (time: number) => boolean

const DATE =
  /^(eq|ge|le|gt|lt)?(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d))?)?)?$/

/**
 * One value of FHIR's `date` (R4 search, section 3.1.1.4.7): a prefix and a year, month, day, minute, second or part of one. It stands for
 * the whole of that span; without a time of day, in UTC.
 *
 * @throws {Refusal} `bad-request`
 */
export function dateTest(value: string): DateTest {
  const [whole, prefix = 'eq', year = '', month, day, hour, minute, second, fraction, zone] = DATE.exec(value) ?? []
  const from =
    whole === undefined
      ? Number.NaN
      : Date.parse(
          `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}${zone ?? 'Z'}`,
        )
  if (Number.isNaN(from) || (day !== undefined && new Date(`${year}-${month}-${day}`).getUTCDate() !== Number(day)))
    throw refuse('bad-request', 'date takes eq, ge, le, gt or lt and a date or an instant with its zone, such as ge2026-03-01.')
  const to = endOf(from, { month, day, hour, second, fraction })
  if (prefix === 'ge') return (time) => time >= from
  if (prefix === 'gt') return (time) => time >= to
  if (prefix === 'le') return (time) => time < to
  if (prefix === 'lt') return (time) => time < from
  return (time) => time >= from && time < to
}

type Parts = { readonly [part in 'month' | 'day' | 'hour' | 'second' | 'fraction']: string | undefined }

function endOf(from: number, { month, day, hour, second, fraction }: Parts): number {
  if (fraction !== undefined) return from + 10 ** Math.max(0, 3 - fraction.length)
  if (second !== undefined) return from + 1000
  if (hour !== undefined) return from + 60_000
  const start = new Date(from)
  if (month === undefined) return Date.UTC(start.getUTCFullYear() + 1, 0)
  return day === undefined ? Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1) : from + DAY_MS
}
