import type { Client } from 'pg'
import type { Database } from '#lib/db/prisma.ts'
import type { VerifiedSignature } from '#lib/tlog/note.ts'

/** A key, and the latest time, in seconds and by its own word, at which it cosigned a checkpoint that was published. */
export type Cosigned = { readonly name: string; readonly keyId: string; readonly timestamp: number }

/**
 * Remembers who cosigned what is being published, inside the caller's transaction under the head lock: the next checkpoint may lack their
 * lines, and nothing else would say when they were last there. A time never goes back.
 */
export async function rememberCosigned(client: Client, origin: string, signatures: readonly VerifiedSignature[]): Promise<void> {
  const newest = new Map<string, Cosigned>()
  for (const { vkey, timestamp = 0 } of signatures) {
    const key = `${vkey.keyId} ${vkey.name}`
    if (timestamp > (newest.get(key)?.timestamp ?? 0)) newest.set(key, { name: vkey.name, keyId: vkey.keyId, timestamp })
  }
  const rows = [...newest.values()]
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO cosigned AS c (origin, name, key_id, timestamp) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[])
     ON CONFLICT (origin, name, key_id) DO UPDATE SET timestamp = greatest(c.timestamp, excluded.timestamp)`,
    [origin, rows.map(({ name }) => name), rows.map(({ keyId }) => keyId), rows.map(({ timestamp }) => timestamp)],
  )
}

/** Most keys that are read back; a note holds 32 lines. */
const MOST = 1000

export async function readCosigned(database: Database, origin: string): Promise<readonly Cosigned[]> {
  const rows = await database.cosigned.findMany({ where: { origin }, orderBy: { timestamp: 'desc' }, take: MOST })
  return rows.map(({ name, keyId, timestamp }) => ({ name, keyId, timestamp: Number(timestamp) }))
}
