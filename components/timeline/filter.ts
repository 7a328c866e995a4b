import { type LookFilter, printLookFilter, readLookFilter } from '#lib/event/look-filter.ts'

/** Choices whose values are of this history alone. */
export const NAMES = ['person', 'organisation', 'system'] as const
export type NameKind = (typeof NAMES)[number]

/** The key of each chosen name, as far as its entry is loaded. */
export type ChosenNames = { readonly [kind in NameKind]: string | undefined }

/**
 * Everything that narrows the list. A person, an organisation or a record system is said by an entry of theirs: its history index,
 * which tells nobody anything who has not this very history (docs/decisions/0075).
 */
export type Filter = LookFilter & { readonly [kind in NameKind]?: number } & {
  /** As it was typed. It stands in no address. */
  readonly text?: string
}

type FilterKey = keyof Filter

/** The choices in the order in which they are shown; from and to are one. */
export const GROUPS = ['show', 'emergency', 'person', 'organisation', 'reason', 'data', 'days', 'system', 'text'] as const
export type Group = (typeof GROUPS)[number]

export const isActive = (filter: Filter): boolean => activeGroups(filter).length > 0

export function activeGroups(filter: Filter): readonly Group[] {
  return GROUPS.filter((group) =>
    group === 'days'
      ? filter.from !== undefined || filter.to !== undefined
      : group === 'text'
        ? Boolean(filter.text?.trim())
        : filter[group] !== undefined,
  )
}

/** The filter with some of it changed; what is undefined is not there. */
export function withChange(filter: Filter, change: { readonly [key in FilterKey]?: Filter[key] | undefined }): Filter {
  return Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined))
}

export function without(filter: Filter, group: Group): Filter {
  return withChange(filter, group === 'days' ? { from: undefined, to: undefined } : { [group]: undefined })
}

/** What may stand in an address: choices that everybody has in the query, entries of this history in the fragment, never the text. */
export function printFilter(filter: Filter): { readonly query: string; readonly fragment: string } {
  const fragment = new URLSearchParams(NAMES.flatMap((kind) => (filter[kind] === undefined ? [] : [[kind, String(filter[kind])]])))
  return { query: printLookFilter(filter).toString(), fragment: fragment.toString() }
}

export function readFilter(query: string, fragment: string): Filter {
  const given = new URLSearchParams(fragment)
  const names = NAMES.flatMap((kind) => {
    const value = given.get(kind) ?? ''
    return /^(?:0|[1-9]\d{0,14})$/.test(value) ? [[kind, Number(value)] as const] : []
  })
  return { ...readLookFilter(new URLSearchParams(query)), ...Object.fromEntries(names) }
}

/** True for a fragment that `printFilter` could have made; the empty one is among them, an anchor of the page is not. */
export const isFilterFragment = (fragment: string): boolean => /^(?:(?:person|organisation|system)=\d{1,15}(?:&|$))*$/.test(fragment)
