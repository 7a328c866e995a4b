import type { Named } from '#lib/event/access-event.ts'

/** The key of an organisation: its identifier’s value, such as `90010001`, or its name where it has none. Privacy officers are registered with it. */
export function organisationKey({ identifier, name }: Named): string {
  return identifier?.value ?? name ?? ''
}
