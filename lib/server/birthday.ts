import type { PatientIdentifier } from '#lib/event/access-event.ts'

const ESTONIAN = 'https://fhir.ee/sid/pid/est/ni'

/** The day of birth that an Estonian personal code holds, such as `2014-03-19`; undefined for another code, or where it is no day. */
export function birthdayOf({ system, value }: PatientIdentifier): string | undefined {
  const [, century, years, month, day] = (system === ESTONIAN && /^([1-8])(\d\d)(\d\d)(\d\d)\d{4}$/.exec(value)) || []
  if (century === undefined) return undefined
  return realDay(`${18 + Math.floor((Number(century) - 1) / 2)}${years}-${month}-${day}`)
}

/** The same day, if there is such a day. */
export function realDay(day: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined
}
