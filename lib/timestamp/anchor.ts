/**
 * Anchors: a checkpoint's text and somebody's word that it existed, docs/protocol.md, section 9.
 *
 *     {"kind":"rfc3161","text":"sightline.example/demo\n4711\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n","token":"MIIE…",
 *      "url":"https://tsa.example/","v":1}
 *
 * JCS. `token` is base64 of a time-stamp token (RFC 3161) or of an `.ots` file (`kind` "opentimestamps"), over SHA-256 of `text`: the note's
 * three lines with their newlines, without signatures. `header`, of an OpenTimestamps anchor only, is the block that its proof leads to.
 * `url` says where the token was got and proves nothing.
 *
 * An anchor does not show that the log ever signed its text, nor that the text is of the tree that somebody looks at: whoever uses it
 * ties it to a checkpoint that was verified, by a consistency proof.
 */
import { equalBytes, fromBase64, fromUtf8, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'
import { bitcoinHex, HEADER_LENGTH, verifyBlockHeader } from './bitcoin.ts'
import { attestationsOf, OP_SHA_256, parseProof } from './opentimestamps.ts'
import { verifyTimeStamp } from './rfc3161.ts'

const MAX_ANCHOR_LENGTH = 128 * 1024
const MAX_TEXT = 1024
const MAX_URL = 1000

export type AnchorKind = 'rfc3161' | 'opentimestamps'

export type Anchor = {
  readonly kind: AnchorKind
  readonly text: string
  readonly token: Uint8Array
  readonly url: string
  /** 80 bytes. */
  readonly header?: Uint8Array
}

/** What of a trust file (docs/protocol.md, section 5) counts here: `authorities` are the DER certificates that are pinned. */
export type AnchorTrust = { readonly origin: string; readonly authorities?: readonly Uint8Array[] }

/** A block that is said to have this Merkle root, as people write it: to be compared with any block explorer. */
export type ClaimedBlock = { readonly height: number; readonly merkleRoot: string }

export type VerifiedAnchor = {
  readonly kind: AnchorKind
  readonly checkpoint: Checkpoint
  /**
   * What may be said: `existed-before` with a time; `compare-blocks`: it existed before whichever of `blocks` really has that Merkle root,
   * which is not checked here; `waiting-for-bitcoin`: a calendar has promised to stamp it, and nothing is proven yet.
   */
  readonly says: 'existed-before' | 'compare-blocks' | 'waiting-for-bitcoin'
  /** Seconds since 1970; what an authority's accuracy and a block's clock leave open is added. */
  readonly time: number | 'not yet'
  readonly blocks: readonly ClaimedBlock[]
  /** Who stamped: the name in the authority's certificate, `Bitcoin`, or the calendar that has promised to. */
  readonly by: string
}

/** @throws {VerificationError} `malformed` unless `printAnchor` gives the text back. */
export function parseAnchor(text: string): Anchor {
  if (text.length > MAX_ANCHOR_LENGTH) throw malformed('an anchor of more than 128 KiB')
  let members: Readonly<Record<string, unknown>>
  try {
    members = JSON.parse(text) ?? {}
  } catch (cause) {
    throw new VerificationError('malformed', 'not JSON', { cause })
  }
  const { kind, header } = members
  if (kind !== 'rfc3161' && kind !== 'opentimestamps') throw malformed('an anchor of an unknown kind')
  const anchor = {
    kind,
    text: asText(members.text, MAX_TEXT),
    token: fromBase64(asText(members.token, MAX_ANCHOR_LENGTH)),
    url: asText(members.url, MAX_URL),
    ...(header !== undefined && { header: fromBase64(asText(header, MAX_TEXT)) }),
  } as const
  if (printAnchor(anchor) !== text) throw malformed('an anchor that would be printed otherwise')
  return anchor
}

/** @throws {VerificationError} `malformed` if nobody can have such an anchor. */
export function printAnchor({ kind, text, token, url, header }: Anchor): string {
  const { size, extensions } = parseCheckpoint(text)
  if (size < 1 || extensions.length > 0) throw malformed('an anchor is of a checkpoint of three lines')
  if (!/^https?:\/\/[!-~]+$/.test(url)) throw malformed('the address of an anchor is one of http or https')
  if (header && (kind !== 'opentimestamps' || header.length !== HEADER_LENGTH)) throw malformed('a block header has 80 bytes')
  return JSON.stringify({ ...(header && { header: toBase64(header) }), kind, text, token: toBase64(token), url, v: 1 })
}

/**
 * Checks what this anchor says of its text, and says no more than that. `easiestTarget` is for tests, which cannot mine a block.
 *
 * @throws {VerificationError} `unknown-log` for another origin; `malformed`; `wrong-imprint` if another text was stamped; `bad-signature`,
 *   `unknown-authority` (RFC 3161); `root-mismatch` if the block has another Merkle root than the proof leads to.
 */
export async function verifyAnchor(anchor: Anchor, trust: AnchorTrust, easiestTarget?: bigint): Promise<VerifiedAnchor> {
  const checkpoint = parseCheckpoint(anchor.text)
  if (checkpoint.origin !== trust.origin) throw new VerificationError('unknown-log', 'a time stamp of another log')
  const { kind, token } = anchor
  if (kind === 'opentimestamps') return { kind, checkpoint, ...verifyProof(anchor, easiestTarget) }
  const stamp = await verifyTimeStamp(token, { imprint: sha256(utf8(anchor.text)), pinned: trust.authorities ?? [] })
  return { kind, checkpoint, says: 'existed-before', blocks: [], ...stamp }
}

function verifyProof({ text, token, header }: Anchor, easiestTarget?: bigint): Omit<VerifiedAnchor, 'kind' | 'checkpoint'> {
  const { hash, timestamp } = parseProof(token)
  if (hash !== OP_SHA_256 || !equalBytes(timestamp.message, sha256(utf8(text))))
    throw new VerificationError('wrong-imprint', 'a proof of something else')
  const found = attestationsOf(timestamp)
  const claims = found.flatMap(({ message, attestation }) =>
    attestation.kind === 'bitcoin' ? [{ root: message, height: attestation.height }] : [],
  )
  if (claims.some(({ root }) => root.length !== 32)) throw malformed('a Merkle root has 32 bytes')
  const blocks = claims.map(({ root, height }) => ({ height, merkleRoot: bitcoinHex(root) }))
  if (header) {
    const meant = claims.find(({ root }) => equalBytes(root, header.subarray(36, 68)))
    const time = verifyBlockHeader(header, meant?.root ?? new Uint8Array(), easiestTarget)
    return { says: 'existed-before', time, blocks: blocks.filter(({ height }) => height === meant?.height), by: 'Bitcoin' }
  }
  if (blocks.length > 0) return { says: 'compare-blocks', time: 'not yet', blocks, by: 'Bitcoin' }
  const [calendar] = found.flatMap(({ attestation }) => (attestation.kind === 'pending' ? [attestation.uri] : []))
  if (calendar === undefined) throw malformed('a proof that leads to nothing known here')
  return { says: 'waiting-for-bitcoin', time: 'not yet', blocks, by: calendar }
}

/** An anchor from its file. @throws {VerificationError} `malformed`. */
export function readAnchor(bytes: Uint8Array): Anchor {
  return parseAnchor(fromUtf8(bytes))
}

function asText(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) throw malformed('not a text, or too long')
  return value
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
