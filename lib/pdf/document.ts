/** A document to print or keep: texts in one language, ready to be shown. Whoever makes it knows what they mean; who draws it does not. */
export type PdfDocument = {
  readonly title: string
  /** BCP 47. */
  readonly lang: string
  /** Below the title: what this is, and whose. */
  readonly lead: readonly string[]
  /** What was checked, and how anybody checks it again; beside it the code of an address. */
  readonly box: { readonly title: string; readonly texts: readonly string[]; readonly code: Code }
  readonly sections: readonly Section[]
  /** At the end. */
  readonly closing: readonly string[]
  /** At the foot of each page, with `{page}` and `{pages}` where the numbers stand. */
  readonly foot: string
  readonly attachments?: readonly Attachment[]
  readonly made: Date
}

/** A QR code: `size` × `size` modules, dark where not 0; its address as a link, and what it is for whoever does not see it. */
export type Code = { readonly url: string; readonly label: string; readonly size: number; readonly modules: ArrayLike<number> }

/** A bookmark and a heading; below it days, each a list. */
export type Section = { readonly title: string; readonly days: readonly Day[] }
export type Day = { readonly title: string; readonly items: readonly Item[] }

/** `label` stands in front of the text: a time. `notes` below it, smaller. `strong` marks what must not be passed over. */
export type Item = { readonly label: string; readonly text: string; readonly notes: readonly string[]; readonly strong?: boolean }

/** A file in the document: the data that it was made from, unless it is something that belongs to it. */
export type Attachment = {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly bytes: Uint8Array
  readonly relationship?: 'Data' | 'Supplement'
}
