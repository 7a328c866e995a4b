import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { putFile } from '#lib/durable.ts'
import { vrfPublicKey } from '#lib/history/vrf.ts'
import { asHash, fromBase64, type Hash, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { type Cosigner, mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { ed25519Signer, greaseLine, printNote, type Signer, signatureLine, type Vkey } from '#lib/tlog/note.ts'

const FILE = 'log-keys.json'
const NEW_FILE = 'log-keys.new.json'
const secret = z.base64().transform((text) => asHash(fromBase64(text)))
const schema = z.strictObject({
  ed25519: secret,
  mlDsa44: secret,
  vrf: secret,
  previous: z.strictObject({ ed25519: secret, mlDsa44: secret }).optional(),
})

/** The secrets of one origin. Losing `vrf` loses every label, losing the others ends the log: they are backed up (docs/operations.md). */
export type LogKeys = {
  readonly ed25519: Signer
  readonly mlDsa44: Cosigner
  readonly vkeys: readonly [Vkey, Vkey]
  /** The pair before this one, while it signs too: for who still has the trust file that names it (docs/operations.md, "Changing keys"). */
  readonly previous?: { readonly ed25519: Signer; readonly mlDsa44: Cosigner; readonly vkeys: readonly [Vkey, Vkey] }
  readonly vrfSecret: Hash
  readonly vrfKey: Hash
}

/** Reads the keys of `origin` from `folder`, or from a file that is not in place yet. @throws {Error} if they are missing or damaged. */
export async function readLogKeys(folder: string, origin: string, file = join(folder, FILE)): Promise<LogKeys> {
  const { previous, vrf, ...current } = schema.parse(JSON.parse(await readFile(file, 'utf8')))
  return {
    ...pairOf(current, origin),
    ...(previous && { previous: pairOf(previous, origin) }),
    vrfSecret: vrf,
    vrfKey: asHash(vrfPublicKey(vrf)),
  }
}

function pairOf({ ed25519, mlDsa44 }: { ed25519: Hash; mlDsa44: Hash }, origin: string) {
  const [signer, cosigner] = [ed25519Signer(origin, ed25519), mlDsa44Cosigner(origin, mlDsa44)]
  return { ed25519: signer, mlDsa44: cosigner, vkeys: [signer.vkey, cosigner.vkey] as const }
}

/** Those that may have signed what is kept: the pair of today, and the one before it while it signs too. */
export function ownVkeys({ vkeys, previous }: LogKeys): readonly Vkey[] {
  return [...vkeys, ...(previous?.vkeys ?? [])]
}

/**
 * Draws a new signing pair beside the file of the present one, whose pair becomes the previous one: `log-keys.new.json`. The VRF key stays,
 * for with another one it would be another origin. Nothing that is in use changes.
 *
 * @throws {Error} while an earlier pair still signs.
 */
export async function drawNextPair(folder: string): Promise<string> {
  const { ed25519, mlDsa44, vrf, previous } = await readFileOf(folder)
  if (previous) throw new Error('The pair before this one still signs: end that change first (npm run trust -- end-overlap).')
  return putNew(folder, { ed25519: draw(), mlDsa44: draw(), vrf, previous: { ed25519, mlDsa44 } })
}

/** The same file without the previous pair, also beside it. @throws {Error} if none signs. */
export async function dropPreviousPair(folder: string): Promise<string> {
  const { previous, ...rest } = await readFileOf(folder)
  if (!previous) throw new Error('No earlier pair signs.')
  return putNew(folder, rest)
}

type KeyFile = {
  readonly ed25519: string
  readonly mlDsa44: string
  readonly vrf: string
  readonly previous?: Omit<KeyFile, 'vrf' | 'previous'>
}

async function readFileOf(folder: string): Promise<KeyFile> {
  const text = await readFile(join(folder, FILE), 'utf8')
  schema.parse(JSON.parse(text))
  return JSON.parse(text)
}

async function putNew(folder: string, file: KeyFile): Promise<string> {
  const path = join(folder, NEW_FILE)
  await putFile(path, utf8(`${JSON.stringify(file)}\n`), 0o600)
  return path
}

const draw = () => toBase64(randomBytes(32))

/** Draws the keys of a new origin, all different, into `folder`, which only the sequencer's user may read. Never over existing ones. */
export async function makeLogKeys(folder: string): Promise<void> {
  await putFile(join(folder, FILE), utf8(`${JSON.stringify({ ed25519: draw(), mlDsa44: draw(), vrf: draw() })}\n`), 0o600)
}

/** The log's two lines, those of its previous pair, and a line of no key (docs/protocol.md, section 2) on a checkpoint text, at `timestamp` in seconds. */
export function signCheckpoint(keys: LogKeys, text: string, timestamp: number): string {
  const pairs = keys.previous ? [keys, keys.previous] : [keys]
  const signatures = pairs.flatMap(({ ed25519, mlDsa44 }) => [ed25519, mlDsa44.at(timestamp)]).map((signer) => signatureLine(signer, text))
  return Buffer.from(printNote({ text, signatures: [...signatures, greaseLine(randomBytes(76))] })).toString()
}
