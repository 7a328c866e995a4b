import { readFile } from 'node:fs/promises'
import { parseTrust, type Trust, type TrustSystem, trustFingerprint } from '#lib/history/trust.ts'
import { nameOf, readCertificate } from '#lib/timestamp/certificate.ts'
import { fromUtf8, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { printVkey, type Vkey } from '#lib/tlog/note.ts'
import { algorithm, type PartyKey, type Quorum, quorumOf } from './parties.ts'

/** The trust file of this installation: its exact bytes, and what they say. @throws {Error} if it cannot be read, or is none. */
export async function readTrustFile(path: string): Promise<{ readonly bytes: Uint8Array; readonly trust: Trust }> {
  const bytes = await readFile(path)
  return { bytes, trust: parseTrust(fromUtf8(bytes)) }
}

export type TrustedKey = PartyKey & {
  readonly owner: string
  readonly use: 'log' | 'witness' | 'auditor'
  /** The key as the policy writes it; `fingerprint` is the hex SHA-256 of these characters. */
  readonly vkey: string
  readonly fingerprint: string
}

/** What a trust file says, for people to read. */
export type TrustDescription = {
  readonly fingerprint: string
  readonly origin: string
  readonly fresh: number
  readonly skew: number
  readonly quorum: Quorum
  readonly keys: readonly TrustedKey[]
  /** The key from which pseudonyms are made, in base64 as the file has it. */
  readonly vrf: string
  readonly systems: readonly TrustSystem[]
  /** Whose time stamps count: the name in the certificate, and the hex SHA-256 of its DER bytes. */
  readonly authorities: readonly { readonly name: string; readonly fingerprint: string }[]
}

export function describeTrust(trust: Trust): TrustDescription {
  const { fingerprint, origin, fresh, skew, keys, vrf, systems, auditors } = trust
  const described = (vkey: Vkey, use: TrustedKey['use']): TrustedKey => {
    const text = printVkey(vkey)
    const { keyId, name, type } = vkey
    return { keyId, owner: name, use, algorithm: algorithm(type), vkey: text, fingerprint: trustFingerprint(utf8(text)) }
  }
  return {
    fingerprint,
    origin,
    fresh,
    skew,
    quorum: quorumOf(keys),
    keys: [
      ...keys.logs.map(({ vkey }) => described(vkey, 'log')),
      ...keys.witnesses.map(({ name, vkey }) => described(vkey, auditors.includes(name) ? 'auditor' : 'witness')),
    ],
    vrf: toBase64(vrf),
    systems,
    authorities: (trust.authorities ?? []).map((der) => ({ name: nameOf(readCertificate(der)), fingerprint: trustFingerprint(der) })),
  }
}
