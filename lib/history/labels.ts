/**
 * Whose an entry is, as an auditor is told: docs/protocol.md, section 7. For each entry of a bundle 64 bytes, label || blind.
 *
 *     audit/labels/000      0000…0000 0000…0000     a map entry, of no history
 *                           7a3f…     91c0…         an access entry of the history of label 7a3f…
 *
 * Nothing is checked here: that they are the right ones, replay.ts does.
 */
import { concat, type Hash } from '#lib/tlog/bytes.ts'
import { entriesPath } from '#lib/tlog/tile.ts'

export const LABEL_AND_BLIND = 64
/** Label and blind of an entry that is in no history. */
export const NO_LABEL = new Uint8Array(LABEL_AND_BLIND)

/** Where `/audit` serves the labels of an entry bundle: `labels/<N>[.p/<W>]`, N and W as the bundle's. */
export function labelsPath(bundle: { index: number; width?: number }): string {
  return entriesPath(bundle).replace('tile/entries/', 'labels/')
}

/** The 64 bytes of one access entry, as `/audit/labels` serves them. */
export function printLabel({ label, blind }: { readonly label: Hash; readonly blind: Hash }): Uint8Array {
  return concat(label, blind)
}
