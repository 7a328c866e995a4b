import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { putFile } from '#lib/durable.ts'
import { fromBase64, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { type Cosigner, ed25519Cosigner, mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'

const FILE = 'cosigner-keys.json'

/** A cosigner has two keys of one name, and what it signs it signs with both: Ed25519 (0x04), then ML-DSA-44 (0x06). */
export type Cosigners = readonly [Cosigner, Cosigner]

/**
 * The keys in `folder`, drawn at the first call. They are used for nothing else: a witness's key never is an auditor's or a log's.
 *
 * @throws {Error} if the file is damaged: it stays.
 */
export async function cosignerKeys(folder: string, name: string): Promise<Cosigners> {
  const file = join(folder, FILE)
  const text = await readFile(file, 'utf8').catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    const drawn = JSON.stringify({ ed25519: toBase64(randomBytes(32)), mlDsa44: toBase64(randomBytes(32)) })
    await putFile(file, utf8(drawn), 0o600)
    return drawn
  })
  const [ed25519, mlDsa44] = readSecrets(text, file)
  return [ed25519Cosigner(name, ed25519), mlDsa44Cosigner(name, mlDsa44)]
}

function readSecrets(text: string, file: string): [Uint8Array, Uint8Array] {
  try {
    const { ed25519, mlDsa44 } = JSON.parse(text) as Record<string, string>
    return [secret(ed25519), secret(mlDsa44)]
  } catch (cause) {
    throw new Error(`${file} is damaged. Restore it from a copy; with new keys nobody would know this cosigner.`, { cause })
  }
}

function secret(text = ''): Uint8Array {
  const bytes = fromBase64(text)
  if (bytes.length !== 32) throw new Error('a secret key has 32 bytes')
  return bytes
}
