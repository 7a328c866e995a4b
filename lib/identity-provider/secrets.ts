import { randomBytes } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

export type PrivateJwk = JWK & { readonly alg: string; readonly kid: string }

/** What the provider itself keeps: the keys that sign tokens, and the one that signs its cookies. */
export type ProviderSecrets = { readonly keys: readonly PrivateJwk[]; readonly cookieKey: string }

/** Makes them at the first start. RS256 signs ID tokens, as TARA does; ES256 signs access tokens. */
export function providerSecrets(folder: string): Promise<ProviderSecrets> {
  return readOrMake(join(folder, 'identity-provider.json'), async () => ({
    keys: [await makeKey('RS256', 'id-tokens'), await makeKey('ES256', 'access-tokens')],
    cookieKey: randomBytes(32).toString('base64url'),
  }))
}

const CLIENT_ID = /^[a-z0-9][a-z0-9.-]{0,63}$/

/** The private key with which a record system of the demonstration proves who it is (SMART Backend Services: ES384). Made when it is not there. */
export async function recordSystemKey(folder: string, clientId: string): Promise<PrivateJwk> {
  const key = await readOrMake(keyFile(folder, clientId, '.jwk'), () => makeKey('ES384', clientId))
  const { d: _, ...publicKey } = key
  await readOrMake(keyFile(folder, clientId, '.public.jwk'), async () => publicKey)
  return key
}

/** Where that private key is. */
export function recordSystemKeyFile(folder: string, clientId: string): string {
  return keyFile(folder, clientId, '.jwk')
}

/** The public key under which the provider knows a record system; undefined for a client nobody registered. */
export async function recordSystemPublicKey(folder: string, clientId: string): Promise<JWK | undefined> {
  if (!CLIENT_ID.test(clientId)) return undefined
  return read<JWK>(keyFile(folder, clientId, '.public.jwk'))
}

/** Registers a record system that made its own key. */
export async function saveRecordSystemPublicKey(folder: string, clientId: string, key: JWK): Promise<void> {
  if ('d' in key || 'k' in key) throw new Error('This is a private key; keep it where it is and give its public part.')
  const file = keyFile(folder, clientId, '.public.jwk')
  await rm(file, { force: true })
  await readOrMake(file, async () => key)
}

export async function recordSystemClients(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(folder, 'record-systems')).catch(() => [])
  return files.filter((file) => file.endsWith('.public.jwk')).map((file) => file.slice(0, -'.public.jwk'.length))
}

function keyFile(folder: string, clientId: string, ending: string): string {
  if (!CLIENT_ID.test(clientId)) throw new Error(`“${clientId}” cannot be a client id: use lower-case letters, digits, dots and hyphens.`)
  return join(folder, 'record-systems', clientId + ending)
}

async function makeKey(alg: string, kid: string): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 })
  return { ...(await exportJWK(privateKey)), alg, kid, use: 'sig' }
}

async function read<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read: remove it and start again to have a new one made.`, { cause })
  }
}

// A link appears whole or not at all, so that two that start at once agree on one secret.
async function readOrMake<T>(path: string, make: () => Promise<T>): Promise<T> {
  const there = await read<T>(path)
  if (there !== undefined) return there
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${JSON.stringify(await make())}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  } finally {
    await rm(draft)
  }
  return (await read<T>(path)) as T
}
