/**
 * A history in a file, `.sightline`: docs/protocol.md, section 8. Everything that it takes to check it offline, years later.
 *
 *     {"anchors":[],"identifier":{"system":"…","value":"…"},"pages":[250,61],"proof":{…},"savedAt":1800000000,"trust":"{…}","v":1}
 *     {"range":{"from":0,"hashes":["gSKy…"],"to":250},"v":1}                a later page of section 5, as it stands, of 250 entries …
 *     17 ⇥ <event nonce> ⇥ {"accessedAt":…} ⇥ <concealed nonce> ⇥ {"actor":{"name":"Anna Berg"}}
 *     …
 *     {"range":{"from":250,…,"to":311},"v":1}                               … and one of 61
 *
 * `proof` leads from the identifier to the head that all pages belong to. Pages ascend and do not overlap; where there is a gap, entries were
 * left out. What waits to be sealed is not in it: nothing vouches for that. `pages` are numbers of entries. `trust` is what the program
 * that saved the file believed, for information only: a verifier has its own. `anchors` are time stamps, each an object as it came, with
 * the consistency proof from its own checkpoint to the file's. Nothing here is verified; the texts are what can be printed, and nothing else.
 */
import type { Identifier } from '#lib/history/entry.ts'
import { asHashText, asInteger, asList, asMembers, asText, type Members, malformed, parseJson, printHashes } from '#lib/history/json.ts'
import { MAX_ENTRIES } from '#lib/history/page.ts'
import { type ProofPart, proofMembers, readProofPart } from '#lib/history/proof-part.ts'
import { concat, fromUtf8, type Hash, utf8 } from '#lib/tlog/bytes.ts'

/** Longest file, most pages and most anchors that we read. */
export const MAX_FILE = 64 * 1024 * 1024
export const MAX_PAGES = 10_000
const MAX_ANCHORS = 1000

/** How a `.sightline` file begins, and no other file of ours. */
export const SIGHTLINE_PREFIX = '{"anchors":'

/** A time stamp, whose form is that of section 9, and RFC 9162 consistency from the checkpoint that it is of. */
export type FileAnchor = { readonly anchor: Members; readonly consistency: readonly Hash[] }

export type SightlineFile = {
  readonly anchors: readonly FileAnchor[]
  readonly identifier: Identifier
  /** The bytes of each page, in the order of the history. */
  readonly pages: readonly Uint8Array[]
  readonly proof: ProofPart
  /** Seconds: the word of who saved it. */
  readonly savedAt: number
  readonly trust: string
}

type Header = Omit<SightlineFile, 'pages'> & { readonly pages: readonly number[] }

/** The one text of a file whose pages are pages. */
export function printSightlineFile({ pages, ...file }: SightlineFile): Uint8Array {
  const header = printHeader({ ...file, pages: pages.map(entriesOn) })
  return concat(utf8(`${header}\n`), ...pages)
}

/** @throws {VerificationError} `malformed` unless `printSightlineFile` gives these bytes back, or for more pages or anchors than we read. */
export function parseSightlineFile(bytes: Uint8Array): SightlineFile {
  const end = bytes.indexOf(NEWLINE)
  if (end < 0) throw malformed('a file begins with a line')
  const { pages, ...header } = parseJson(fromUtf8(bytes.subarray(0, end)), readHeader, printHeader)
  return { ...header, pages: divide(bytes.subarray(end + 1), pages) }
}

const NEWLINE = 0x0a

/** How many entries a page has: its lines but the first. */
export function entriesOn(page: Uint8Array): number {
  let lines = 0
  for (let at = page.indexOf(NEWLINE); at >= 0; at = page.indexOf(NEWLINE, at + 1)) lines++
  return lines - 1
}

/** Each page is one line more than it has entries. */
function divide(bytes: Uint8Array, pages: readonly number[]): Uint8Array[] {
  if (pages.length > MAX_PAGES) throw malformed('too many pages')
  let start = 0
  const divided = pages.map((entries) => {
    if (entries < 1 || entries > MAX_ENTRIES) throw malformed('a page has 1 to 1000 entries')
    const from = start
    for (let line = 0; line <= entries; line++) {
      const end = bytes.indexOf(NEWLINE, start)
      if (end < 0) throw malformed('a file that is cut short')
      start = end + 1
    }
    return bytes.subarray(from, start)
  })
  if (start !== bytes.length) throw malformed('more than the pages')
  return divided
}

function printHeader({ anchors, identifier: { system, value }, pages, proof, savedAt, trust }: Header): string {
  return JSON.stringify({
    anchors: anchors.map(({ anchor, consistency }) => ({ anchor, consistency: printHashes(consistency) })),
    identifier: { system, value },
    pages,
    proof: proofMembers(proof),
    savedAt,
    trust,
    v: 1,
  })
}

function readHeader(members: Members): Header {
  const { system, value } = asMembers(members.identifier)
  const anchors = asList(members.anchors, readAnchor)
  if (anchors.length > MAX_ANCHORS) throw malformed('too many anchors')
  return {
    anchors,
    identifier: { system: asText(system), value: asText(value) },
    pages: asList(members.pages, asInteger),
    proof: readProofPart(members.proof),
    savedAt: asInteger(members.savedAt),
    trust: asText(members.trust),
  }
}

function readAnchor(value: unknown): FileAnchor {
  const members = asMembers(value)
  return { anchor: asMembers(members.anchor), consistency: asList(members.consistency, asHashText) }
}
