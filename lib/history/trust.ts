/**
 * The trust file of docs/protocol.md, section 5: what a verifier believes before it has seen anything. Made with the keys, before the build.
 *
 *     {"auditors":["auditor"],"fresh":86400,"policy":"log sightline.example/demo+…\nlog …\nwitness …\nquorum …\n","skew":300,
 *      "systems":[{"aliases":[],"pattern":"[0-9]{11}","strip":"EE","system":"https://fhir.ee/sid/pid/est/ni"}],"v":1,"vrf":"nWGx…"}
 *
 * `policy` is a tlog-policy text with two `log` lines of one name, the origin: its Ed25519 key and its ML-DSA-44 key, and *both* must sign.
 * `auditors` names those of its witnesses whose cosignature says *replayed*. `vrf` is the VRF key, `fresh` and `skew` are seconds. The member
 * `authorities`, absent where nobody is trusted with time, holds DER certificates (base64): time-stamp tokens of theirs, or of whom they
 * issue for, count. Whether they are certificates says `readCertificate` of lib/timestamp.
 *
 * Whoever can replace this file can replace everything: it comes with the program, never from the log, and its fingerprint is shown.
 */
import { equalBytes, type Hash, toBase64, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { COSIGNATURE_ML_DSA_44 } from '#lib/tlog/cosignature.ts'
import { NOTE_ED25519, type Vkey } from '#lib/tlog/note.ts'
import { type Policy, parsePolicy } from '#lib/tlog/policy.ts'
import { sha256 } from '#sha256'
import { asBytes, asHashText, asInteger, asList, asMembers, asText, type Members, malformed, optional, parseJson } from './json.ts'

/** An accepted system of identifiers; how a value becomes canonical says `canonicalIdentifier` of lib/event. */
export type TrustSystem = {
  readonly system: string
  readonly aliases: readonly string[]
  readonly pattern: string
  readonly strip?: string
}

export type TrustFile = {
  readonly policy: string
  readonly vrf: Hash
  readonly auditors: readonly string[]
  readonly authorities?: readonly Uint8Array[]
  readonly fresh: number
  readonly skew: number
  readonly systems: readonly TrustSystem[]
}

/** The file with its policy read. */
export type Trust = TrustFile & {
  readonly origin: string
  readonly keys: Policy
  readonly logEd25519: Vkey
  readonly logMlDsa44: Vkey
  readonly fingerprint: string
}

/** The one text of a trust file. */
export function printTrust({ policy, vrf, auditors, authorities, fresh, skew, systems }: TrustFile): string {
  const sorted = systems.map(({ system, aliases, pattern, strip }) => ({ aliases, pattern, ...(strip !== undefined && { strip }), system }))
  const pinned = authorities && { authorities: authorities.map(toBase64) }
  return JSON.stringify({ auditors, ...pinned, fresh, policy, skew, systems: sorted, v: 1, vrf: toBase64(vrf) })
}

/** @throws {VerificationError} `malformed` unless `printTrust` gives the text back and its keys are what section 5 asks for. */
export function parseTrust(text: string): Trust {
  const file = parseJson(text, readTrust, printTrust)
  const keys = parsePolicy(file.policy)
  const [first, second, ...more] = keys.logs.map(({ vkey }) => vkey)
  if (!first || !second || more.length > 0) throw malformed('a trust policy has exactly two log lines')
  if (first.type !== NOTE_ED25519 || second.type !== COSIGNATURE_ML_DSA_44) throw malformed('the log lines are Ed25519, then ML-DSA-44')
  if (first.name !== second.name) throw malformed('both log lines are named as the origin')
  const others = [...keys.logs, ...keys.witnesses].map(({ vkey }) => vkey.publicKey)
  if (others.some((key) => equalBytes(key, file.vrf))) throw malformed('the VRF key is used for nothing else')
  const names = new Set(keys.witnesses.map(({ name }) => name))
  if (file.auditors.some((auditor) => !names.has(auditor))) throw malformed('an auditor is a witness of the policy')
  return { ...file, origin: first.name, keys, logEd25519: first, logMlDsa44: second, fingerprint: trustFingerprint(utf8(text)) }
}

/** Hex SHA-256 of the file's bytes: how people compare what they trust. */
export function trustFingerprint(bytes: Uint8Array): string {
  return toHex(sha256(bytes))
}

function readTrust(members: Members): TrustFile {
  return {
    policy: asText(members.policy),
    vrf: asHashText(members.vrf),
    auditors: asList(members.auditors, asText),
    ...optional(members, 'authorities', readAuthorities),
    fresh: asInteger(members.fresh),
    skew: asInteger(members.skew),
    systems: asList(members.systems, readSystem),
  }
}

/** An empty list is no list: there is one text for "nobody". */
function readAuthorities(value: unknown): Uint8Array[] {
  const authorities = asList(value, asBytes)
  const different = new Set(authorities.map(toBase64)).size
  if (different === 0 || different < authorities.length || authorities.some(({ length }) => length === 0))
    throw malformed('authorities are different certificates, at least one')
  return authorities
}

function readSystem(value: unknown): TrustSystem {
  const members = asMembers(value)
  return {
    system: asText(members.system),
    aliases: asList(members.aliases, asText),
    pattern: asText(members.pattern),
    ...optional(members, 'strip', asText),
  }
}
