/** How somebody may act for somebody. The message files have words for each of these. */
export const REPRESENTATION_KINDS = ['parent', 'guardian', 'mandate'] as const
export type RepresentationKind = (typeof REPRESENTATION_KINDS)[number]

/** That somebody may act for somebody, as one of the two sees it. Days such as `2026-08-06`, in the health system's time zone. */
export type Representation = {
  /** Opaque; it stands in addresses, where no personal code may. */
  readonly id: string
  readonly kind: RepresentationKind
  /** The name of the other one. */
  readonly name: string
  readonly since: string
  /** The last day; undefined where none is set. A parent's is the day before the child has the age. */
  readonly until: string | undefined
  /** It counts today; otherwise it begins later. */
  readonly begun: boolean
}
