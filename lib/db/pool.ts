import { Client, type ClientConfig, Pool, type PoolClient, type PoolConfig, types } from 'pg'

const INT8 = 20

// Sizes and indexes are integers up to 2^53−1 (docs/protocol.md); a larger one is damage and must not be rounded.
types.setTypeParser(INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database holds ${text}, which is above 2^53−1.`)
  return value
})

export type { Pool, PoolClient }

/** A pool for one process. A connection that breaks while idle is dropped and replaced; queries report their own errors. */
export function createPool(connectionString: string, options: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString, max: 8, connectionTimeoutMillis: 5000, ...options })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {})) // one that breaks while it is used, whose query fails
  return pool
}

/** A connection of its own, for a session-level lock or a long COPY. */
export async function connect(connectionString: string, options: ClientConfig = {}): Promise<Client> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5000, ...options })
  await client.connect()
  return client
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>, begin = 'BEGIN'): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (cause) {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error
    })
    throw cause
  } finally {
    client.release(broken)
  }
}
