import type { CompiledMessage } from 'icu-minify/format'

/** The messages of a file, compiled, in a tree. */
export type Words = { readonly [key: string]: CompiledMessage | Words }

export function isMessage(of: CompiledMessage | Words): of is CompiledMessage {
  return typeof of === 'string' || Array.isArray(of)
}

/**
 * The messages of a page about somebody else than its reader: what says *you* gives way to what stands at the same place below `forAnother`,
 * with the person's name in each `{person}`.
 */
export function wordsAbout<T extends Words & { readonly forAnother: Words }>(messages: T, person: string): T {
  return laidOver(messages, messages.forAnother, person) as T
}

/**
 * The same where nobody knows who reads: whoever holds a saved file can have it checked. No name is in these words; what stands below
 * `forAnybody` takes the place of those that have one.
 */
export function wordsForAnybody({ forAnother = {}, forAnybody = {}, ...messages }: Words): Words {
  return [forAnother, forAnybody].reduce<Words>((below, above) => (isMessage(above) ? below : laidOver(below, above)), messages)
}

/**
 * The messages of a page for staff: an entry there is about a patient, whose name is not said. What stands below `forStaff` takes the place of
 * what is said to whoever asks.
 */
export function wordsForStaff<
  T extends Words & { readonly event: Words; readonly forAnother: { readonly event: Words }; readonly forStaff: Words },
>(messages: T): T {
  const { event, forAnother, forAnybody = {}, forStaff } = messages
  const { event: about = {} } = wordsForAnybody({ event, forAnother: { event: forAnother.event }, forAnybody })
  return { ...laidOver(messages, forStaff), event: about } as T
}

function laidOver(below: Words, above: Words, person?: string): Words {
  const changed = Object.entries(above).map(([key, text]) => {
    const under = below[key]
    if (isMessage(text)) return [key, person === undefined ? text : named(text, person)]
    return [key, laidOver(under === undefined || isMessage(under) ? {} : under, text, person)]
  })
  return { ...below, ...Object.fromEntries(changed) }
}

/** A compiled message with the name in the place of each `{person}`, which is a list of nothing but that word. */
function named<Node>(node: Node, person: string): Node {
  const change = (inner: unknown) => named(inner, person)
  if (Array.isArray(node)) return (node.length === 1 && node[0] === 'person' ? person : node.map(change)) as Node
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, change(inner)])) as Node
}
