/** A message file: texts in a tree. */
export type Words = { readonly [key: string]: string | Words }

/**
 * The messages of a page about somebody else than its reader: what says *you* gives way to what stands at the same place below `forAnother`,
 * with the person's name in each `{person}`.
 */
export function wordsAbout<T extends Words & { readonly forAnother: Words }>(messages: T, person: string): T {
  return laidOver(messages, messages.forAnother, quoted(person)) as T
}

/**
 * The same where nobody knows who reads: whoever holds a saved file can have it checked. No name is in these words; what stands below
 * `forAnybody` takes the place of those that have one.
 */
export function wordsForAnybody({ forAnother = {}, forAnybody = {}, ...messages }: Words): Words {
  return [forAnother, forAnybody].reduce<Words>((below, above) => (typeof above === 'string' ? below : laidOver(below, above)), messages)
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

function laidOver(below: Words, above: Words, person = '{person}'): Words {
  const changed = Object.entries(above).map(([key, text]) => {
    const under = below[key]
    if (typeof text === 'string') return [key, text.replaceAll('{person}', () => person)]
    return [key, laidOver(typeof under === 'object' ? under : {}, text, person)]
  })
  return { ...below, ...Object.fromEntries(changed) }
}

/** A name of which no character means anything in an ICU message. */
function quoted(name: string): string {
  return name.replaceAll("'", "''").replace(/[{}<>]+/g, (special) => `'${special}'`)
}
