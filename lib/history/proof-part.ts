/**
 * The proof part of a history's first page (docs/protocol.md, section 5): everything that leads from a person's identifier to the head of that
 * person's history, and nothing that says what is in it. It holds no entry and no identifier, and is what a pin keeps.
 *
 *     {"checkpoint":"sightline.example/demo\n4711\nCsUY…\n\n— sightline.example/demo …\n","head":{"root":"gSKy…","size":60},
 *      "mapEntry":"AgAAAAAAAAAH…","mapEntryProof":["B95l…"],"mapProof":{"kind":"included","siblings":["CsUY…"]},"vrfProof":"hlcQ…"}
 *
 * `checkpoint` is the signed note as it is; the rest is base64. For someone without a history `head` is absent and `mapProof` says so:
 *
 *     {"kind":"empty","siblings":[…]}     {"kind":"other","label":"…","siblings":[…],"value":"…"}
 */
import { type Hash, toBase64 } from '#lib/tlog/bytes.ts'
import {
  asBytes,
  asHashText,
  asInteger,
  asList,
  asMembers,
  asText,
  type Members,
  malformed,
  optional,
  parseJson,
  printHashes,
} from './json.ts'
import type { MapProof } from './map.ts'

export type Head = { readonly size: number; readonly root: Hash }

export type ProofPart = {
  readonly checkpoint: string
  readonly mapEntry: Uint8Array
  readonly mapEntryProof: readonly Hash[]
  readonly vrfProof: Uint8Array
  readonly mapProof: MapProof
  readonly head?: Head
}

export function printProofPart(part: ProofPart): string {
  return JSON.stringify(proofMembers(part))
}

/** @throws {VerificationError} `malformed` unless `printProofPart` gives the text back. Nothing is verified. */
export function parseProofPart(text: string): ProofPart {
  return parseJson(text, readProofPart, printProofPart)
}

/** The part as JSON members in JCS order, to stand in a page. */
export function proofMembers({ checkpoint, mapEntry, mapEntryProof, vrfProof, mapProof, head }: ProofPart) {
  return {
    checkpoint,
    ...(head && { head: { root: toBase64(head.root), size: head.size } }),
    mapEntry: toBase64(mapEntry),
    mapEntryProof: printHashes(mapEntryProof),
    mapProof: mapProofMembers(mapProof),
    vrfProof: toBase64(vrfProof),
  }
}

/** @throws {VerificationError} `malformed` if a member is missing or of another type; others are found by whoever prints and compares. */
export function readProofPart(value: unknown): ProofPart {
  const members = asMembers(value)
  return {
    checkpoint: asText(members.checkpoint),
    mapEntry: asBytes(members.mapEntry),
    mapEntryProof: asList(members.mapEntryProof, asHashText),
    vrfProof: asBytes(members.vrfProof),
    mapProof: readMapProof(asMembers(members.mapProof)),
    ...optional(members, 'head', readHead),
  }
}

export function readHead(value: unknown): Head {
  const members = asMembers(value)
  return { size: asInteger(members.size), root: asHashText(members.root) }
}

export function mapProofMembers(proof: MapProof) {
  const siblings = printHashes(proof.siblings)
  if (proof.kind !== 'other') return { kind: proof.kind, siblings }
  return { kind: proof.kind, label: toBase64(proof.label), siblings, value: toBase64(proof.value) }
}

export function readMapProof(members: Members): MapProof {
  const siblings = asList(members.siblings, asHashText)
  if (members.kind === 'included' || members.kind === 'empty') return { kind: members.kind, siblings }
  if (members.kind !== 'other') throw malformed('a map proof of an unknown kind')
  return { kind: members.kind, siblings, label: asHashText(members.label), value: asHashText(members.value) }
}
