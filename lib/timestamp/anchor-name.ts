/**
 * Names of anchor files: all that somebody who looks for one has to know, docs/protocol.md, section 9.
 *
 *     0000000000004711.rfc3161.3f9a01c7d2e4b6a8.1786026600              size, kind, source, and the second before which it existed
 *     0000000000004711.opentimestamps.7d2e44f0a1b3c5d6.pending          a calendar has promised
 *     0000000000004711.opentimestamps.7d2e44f0a1b3c5d6.block-900000     in that block, which is to be compared
 *
 * The source is the beginning of SHA-256 of kind, newline and address, in hex. Under one name there is one file for ever: an anchor about
 * which more is known has another name, and of those with the same beginning the last counts. The index of a log is such names, one a
 * line, by size; nobody vouches for it, nor for a name: what an anchor says shows its file.
 */
import { checkInteger, parseDecimal, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'
import type { AnchorKind } from './anchor.ts'

export type AnchorState = 'pending' | { readonly block: number } | { readonly time: number }

export type AnchorName = { readonly size: number; readonly kind: AnchorKind; readonly source: string; readonly state: AnchorState }

/** Most names in an answer to `GET /log/anchors`; those of one size are never parted, so there may be a few more. */
export const INDEX_PAGE = 1000
export const MAX_INDEX_LENGTH = 256 * 1024
const FORM = /^([0-9]{16})\.(rfc3161|opentimestamps)\.([0-9a-f]{16})\.(pending|block-[0-9]+|[0-9]+)$/

export function sourceOf(kind: AnchorKind, url: string): string {
  return toHex(sha256(utf8(`${kind}\n${url}`)).subarray(0, 8))
}

export function printAnchorName({ size, kind, source, state }: AnchorName): string {
  const last = state === 'pending' ? state : 'block' in state ? `block-${state.block}` : String(state.time)
  return `${String(checkInteger(size, 'size')).padStart(16, '0')}.${kind}.${source}.${last}`
}

/** @throws {VerificationError} `malformed` unless `printAnchorName` gives the text back. */
export function parseAnchorName(text: string): AnchorName {
  const [, digits = '', kind, source = '', last = ''] = FORM.exec(text) ?? []
  if (kind !== 'rfc3161' && kind !== 'opentimestamps') throw malformed('not the name of an anchor')
  const block = last.startsWith('block-') ? parseDecimal(last.slice('block-'.length)) : undefined
  const state = last === 'pending' ? last : block === undefined ? { time: parseDecimal(last) } : { block }
  const name = { size: parseDecimal(digits.replace(/^0+(?=[0-9])/, '')), kind, source, state } as const
  if (printAnchorName(name) !== text || name.size < 1) throw malformed('the name of an anchor that would be printed otherwise')
  return name
}

/** Reads an index: names by size, one a line. @throws {VerificationError} `malformed`. */
export function parseAnchorIndex(text: string): AnchorName[] {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw malformed('the last line of an index has no newline')
  const names = lines.map(parseAnchorName)
  if (names.some(({ size }, i) => size < (names[i - 1]?.size ?? 0))) throw malformed('an index that is not by size')
  return names
}

/** How much is known: a time before a block, and a block before a promise. */
export function rank({ state }: AnchorName): number {
  return state === 'pending' ? 0 : 'block' in state ? 1 : 2
}

/**
 * The anchors that cover entry `logIndex`, in the order in which they are worth checking: what is known of them, then the smallest tree,
 * whose time is the earliest.
 */
export function covering(names: readonly AnchorName[], logIndex: number): AnchorName[] {
  return names.filter(({ size }) => size > logIndex).sort((a, b) => rank(b) - rank(a) || a.size - b.size || timeOf(a) - timeOf(b))
}

function timeOf({ state }: AnchorName): number {
  return typeof state === 'object' && 'time' in state ? state.time : 0
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
