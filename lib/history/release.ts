/**
 * A release of the web client (docs/protocol.md, section 2): what the web server serves, file by file, in the shape of the manifests of
 * WEBCAT and WAICT. The log holds SHA-256 of its bytes, in a release entry.
 *
 *     {"app_version":"0.1.0","default_csp":"default-src 'none'; script-src 'self' 'nonce-' 'strict-dynamic'; …",
 *      "files":{"/_next/static/chunks/0nw1.js":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",…},"manifest_version":1}
 *
 * JCS; `files` maps a path to the hex SHA-256 of the bytes served there, `default_csp` is the Content-Security-Policy of every page with its nonce
 * left out. Pages are made for each request and are in no manifest: whoever compares looks at which scripts they name (lib/monitor/code.ts).
 *
 * Who may lie: the web server, which can show one visitor what it shows nobody else. A manifest in the log cannot be denied afterwards,
 * and a script in no manifest can be seen by whoever gets it; nothing here keeps a browser from running it.
 */
import { fromUtf8, type Hash, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash, verifyInclusion } from '#lib/tlog/proof.ts'
import { parseTlogProof } from '#lib/tlog/tlog-proof.ts'
import { sha256 } from '#sha256'
import { releaseEntry } from './entry.ts'
import { asMembers, asText, type Members, malformed, parseJson } from './json.ts'
import type { Trust } from './trust.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts'

export type Manifest = {
  readonly version: string
  /** The policy with `'nonce-'` where each page has a nonce of its own. */
  readonly csp: string
  /** Hex SHA-256 by path. */
  readonly files: ReadonlyMap<string, string>
}

/** What a `.tlog-proof` of a release shows: this manifest is entry `index` of the log. */
export type VerifiedRelease = { readonly manifest: Manifest; readonly index: number; readonly checkpoint: VerifiedCheckpoint }

/** Longest manifest, 1 MiB: some 8,000 files. */
export const MAX_MANIFEST_LENGTH = 1_048_576

const PATH = /^(?!\/\/|.*\\|.*\/\.{1,2}(?:\/|$))\/[\x21-\x7e]*$/

/** The one text of a manifest. */
export function printManifest({ version, csp, files }: Manifest): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify({ app_version: version, default_csp: csp, files: Object.fromEntries(sorted), manifest_version: 1 })
}

/** @throws {VerificationError} `malformed` unless `printManifest` gives the text back, paths are absolute and hashes are hashes. */
export function parseManifest(text: string): Manifest {
  if (text.length > MAX_MANIFEST_LENGTH) throw malformed('a manifest has at most 1 MiB')
  return parseJson(text, readManifest, printManifest)
}

/** SHA-256 of the manifest's bytes: what the release entry holds. */
export function manifestHash(text: string): Hash {
  return sha256(utf8(text)) as Hash
}

/**
 * Checks a C2SP tlog-proof whose `extra` is a manifest. Afterwards the manifest is in the log, under a checkpoint that both of its keys
 * have signed; look at `checkpoint.waiting` before relying on it.
 *
 * @throws {VerificationError} `malformed`, `unknown-log`, `bad-signature`; `not-included` if the log holds something else at its index.
 */
export function verifyRelease(proof: string, trust: Trust, now: number): VerifiedRelease {
  const { extra, index, hashes, checkpoint: note } = parseTlogProof(proof)
  const text = fromUtf8(extra ?? new Uint8Array())
  const manifest = parseManifest(text)
  const checkpoint = verifyCheckpoint(fromUtf8(note), trust, now)
  const { size, root } = checkpoint
  try {
    verifyInclusion({ leafHash: leafHash(releaseEntry(manifestHash(text))), index, size, proof: hashes, root })
  } catch (cause) {
    throw new VerificationError('not-included', 'the log does not hold this manifest', { cause })
  }
  return { manifest, index, checkpoint }
}

function readManifest(members: Members): Manifest {
  const files = Object.entries(asMembers(members.files)).map(([path, hash]): [string, string] => [path, asText(hash)])
  if (files.some(([path, hash]) => !PATH.test(path) || !/^[0-9a-f]{64}$/.test(hash))) throw malformed('a path or hash of the manifest')
  return { version: asText(members.app_version), csp: asText(members.default_csp), files: new Map(files) }
}
