import type { AccountClaims } from 'oidc-provider'

/** Somebody on the log-in page. */
export type Person = {
  /** 11 digits of an Estonian personal code. */
  readonly code: string
  readonly givenName: string
  readonly familyName: string
  /** What their history shows, for whoever tries the demonstration. */
  readonly story: string
  /** Of staff: what the claim `roles` says. */
  readonly roles?: readonly string[]
}

const PERSON_CODE = /^[1-8]\d{10}$/

/** The 11 digits of what somebody typed; undefined when that cannot be a personal code. */
export function personCode(typed: string): string | undefined {
  const code = typed.replace(/\s/g, '').replace(/^EE/i, '')
  return PERSON_CODE.test(code) && dateOfBirth(code) !== undefined ? code : undefined
}

/** The claims that TARA gives about a person: `sub` is the country and the code. Somebody without a story has a name that says so. */
export function claimsOf(sub: string, people: readonly Person[]): AccountClaims | undefined {
  const code = sub.startsWith('EE') ? personCode(sub) : undefined
  if (!code) return undefined
  const person = people.find((known) => known.code === code)
  return {
    sub: `EE${code}`,
    given_name: person?.givenName ?? 'Person',
    family_name: person?.familyName ?? 'without a story',
    date_of_birth: dateOfBirth(code),
    ...(person?.roles && { roles: person.roles }),
  }
}

/** The first digit says century and sex, the next six the day: 3 80 01 08 → 1980-01-08. */
function dateOfBirth(code: string): string | undefined {
  const century = 18 + Math.floor((Number(code[0]) - 1) / 2)
  const day = `${century}${code.slice(1, 3)}-${code.slice(3, 5)}-${code.slice(5, 7)}`
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? undefined : day
}
