import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { isDay } from '#lib/event/days.ts'

const ESTONIAN = 'https://fhir.ee/sid/pid/est/ni'

/** The day of birth that an Estonian personal code holds, such as `2014-03-19`; undefined for another code, or where it is no day. */
export function birthdayOf({ system, value }: PatientIdentifier): string | undefined {
  const [, century, years, month, day] = (system === ESTONIAN && /^([1-8])(\d\d)(\d\d)(\d\d)\d{4}$/.exec(value)) || []
  if (century === undefined) return undefined
  const born = `${18 + Math.floor((Number(century) - 1) / 2)}${years}-${month}-${day}`
  return isDay(born) ? born : undefined
}
