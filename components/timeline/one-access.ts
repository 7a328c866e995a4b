import type { AccessEvent, Actor, Named } from '#lib/event/access-event.ts'

/**
 * Whether two reports can be of one access: nothing that both of them say differs. Otherwise somebody could hide a look of theirs behind
 * another one, by giving it the same correlation id.
 */
export function canBeOne(one: AccessEvent, other: AccessEvent): boolean {
  return (
    one.kind === 'access' &&
    other.kind === 'access' &&
    one.outcome === other.outcome &&
    one.emergency === other.emergency &&
    samePerson(one.actor, other.actor) &&
    samePerson(one.onBehalfOf, other.onBehalfOf) &&
    overlap(one, other)
  )
}

/** One of the two may not know who asked, or only in what role. */
function samePerson(one: Actor | undefined, other: Actor | undefined): boolean {
  if (!one || !other) return true
  return (
    (one.kind === 'system') === (other.kind === 'system') && (one.kind === 'patient') === (other.kind === 'patient') && sameName(one, other)
  )
}

function sameName(one: Named, other: Named): boolean {
  const [a, b] = [one.identifier, other.identifier]
  if (a && b && a.system === b.system) return a.value === b.value
  return one.name === undefined || other.name === undefined || one.name === other.name
}

/** What was opened has a part in common, as far as both say what it was. */
function overlap(one: AccessEvent, other: AccessEvent): boolean {
  const [a, b] = [one, other].map(({ data }) => new Set(data.map(({ category }) => category)))
  if (!a || !b || a.has('unclassified') || b.has('unclassified')) return true
  return [...a].some((category) => b.has(category))
}
