import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { env } from '#lib/env.ts'

const FILE = 'owner-url'

/** Where the operator's commands find the database of the running product: an embedded one has another port at each start. */
export async function noteOwnerUrl(secrets: string, url: string): Promise<void> {
  await writeFile(join(secrets, FILE), url, { mode: 0o600 })
}

/** @throws {Error} if DATABASE_URL is not set and nothing was started here. */
export async function readOwnerUrl(): Promise<string> {
  const { DATABASE_URL, SECRETS_DIR } = env('owner')
  if (DATABASE_URL) return DATABASE_URL
  return readFile(join(SECRETS_DIR, FILE), 'utf8').catch((cause) => {
    throw new Error('No database is known: start the product first (npm start), or set DATABASE_URL.', { cause })
  })
}

/** One connection of the owner's for a short work. */
export async function asOwner<T>(ownerUrl: string, work: (owner: Pool) => Promise<T>): Promise<T> {
  const owner = createPool(ownerUrl, { max: 1 })
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
