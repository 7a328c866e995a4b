/**
 * Characters that are not shown and change what is: controls (a terminal obeys ESC), line and paragraph separators, and the embeddings,
 * overrides and isolates of the bidirectional algorithm, by which a name could reverse the words around it. Joiners, which some scripts
 * need, and the marks U+200E and U+200F, which move nothing but the marks of punctuation beside them, are not among them.
 */
const HIDDEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u
const EVERY_HIDDEN = new RegExp(HIDDEN, 'gu')

/** FHIR's texts may hold tabs and line breaks; here each means a space. */
export function oneLine(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ')
}

export function hasHidden(text: string): boolean {
  return HIDDEN.test(text)
}

/** A text of somebody else, for a page or a terminal: on one line, and U+FFFD in the place of each hidden character. */
export function visible(text: string): string {
  return oneLine(text).replace(EVERY_HIDDEN, '\ufffd')
}

/** JSON in which no hidden character stands as itself. It means the same: between tokens there is none. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replace(EVERY_HIDDEN, (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
