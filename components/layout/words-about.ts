/** A message file: texts in a tree. */
export type Words = { readonly [key: string]: string | Words }

/**
 * The messages of a page about somebody else than its reader: what says *you* gives way to what stands at the same place below `forAnother`,
 * with the person's name in each `{person}`.
 */
export function wordsAbout<T extends Words & { readonly forAnother: Words }>(messages: T, person: string): T {
  return laidOver(messages, messages.forAnother, quoted(person)) as T
}

function laidOver(below: Words, above: Words, person: string): Words {
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
