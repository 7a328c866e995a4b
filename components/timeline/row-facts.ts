import type { AccessEvent, Named } from '#lib/event/access-event.ts'
import { dayOf } from '#lib/event/days.ts'
import { type LookFacts, lookFacts, WITHHELD } from '#lib/event/look-filter.ts'
import { visible } from '#lib/event/visible.ts'
import { sentence, type Who } from '#lib/event/words.ts'
import { type Group, NAMES, type NameKind } from './filter.ts'
import { isShown, type Row } from './row.ts'

/** What a name is shown as; `who` tells apart those who are called the same. */
export type Name = { readonly key: string; readonly text: string; readonly who?: Who }

export type RowFacts = LookFacts & { readonly [kind in NameKind]?: Name } & {
  /** The values under which the row is counted, for each kind of choice that counts. */
  readonly values: readonly (readonly [Group, readonly string[]])[]
}

/** The value under which all entries are counted, for the choice of everything. */
export const EVERYTHING = 'all'

const NOTHING_KNOWN: RowFacts = { ...WITHHELD, values: [['show', [EVERYTHING, ...WITHHELD.shows]]] }

const known = new WeakMap<AccessEvent, { readonly timeZone: string; readonly facts: RowFacts }>()

/** What can be asked of a row, worked out once for each event: a list of 20,000 is gone through at every key that is pressed. */
export function factsOf(row: Row, timeZone: string): RowFacts {
  if (!isShown(row)) return NOTHING_KNOWN
  const before = known.get(row.event)
  if (before?.timeZone === timeZone) return before.facts
  const facts = { ...lookFacts(row.event, row.concealed, dayOf(row.event.accessedAt, timeZone)), ...namesOf(row.event) }
  const found = { timeZone, facts: { ...facts, values: valuesOf(facts) } }
  known.set(row.event, found)
  return found.facts
}

function valuesOf(facts: Omit<RowFacts, 'values'>): RowFacts['values'] {
  return [
    ['show', [EVERYTHING, ...facts.shows]],
    ['emergency', facts.emergency ? ['yes'] : []],
    ['reason', facts.reasons],
    ['data', facts.data],
    ['days', facts.day === undefined ? [] : [facts.day.slice(0, 7)]],
    ...NAMES.flatMap((kind) => (facts[kind] ? [[kind, [facts[kind].key]] as const] : [])),
  ]
}

function namesOf(event: AccessEvent): { readonly [kind in NameKind]?: Name } {
  const { who } = sentence(event)
  const { actor, organisation, origin } = event
  return {
    ...(actor?.name !== undefined &&
      (who.key === 'named' || who.key === 'staff') && { person: { key: personKey(actor, who), text: who.name ?? '', who } }),
    organisation: { key: keyOf(organisation) ?? who.organisation, text: who.organisation },
    system: { key: origin.id, text: visible(origin.name) },
  }
}

// Two people of one name are told apart by their identifier, else by where they work.
const personKey = (actor: Named, who: Who) => JSON.stringify([keyOf(actor) ?? who.organisation, actor.name])

function keyOf({ identifier }: Named): string | undefined {
  return identifier && JSON.stringify([identifier.system, identifier.value])
}
