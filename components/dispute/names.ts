import { organisationKey } from '#lib/dispute/organisation.ts'
import type { CaseEntry } from '#lib/dispute/view.ts'
import { visible } from '#lib/event/visible.ts'

/** An organisation by its name in the entries; by its key where none of them says it. */
export function organisationName(entries: readonly CaseEntry[], key: string): string {
  for (const entry of entries)
    if ('event' in entry && organisationKey(entry.event.organisation) === key && entry.event.organisation.name !== undefined)
      return visible(entry.event.organisation.name)
  return visible(key)
}
