import { type Pool, type PoolClient, transaction } from '#lib/db/pool.ts'

/** Works on one patient's alerts while nobody else of the worker does. After a switch-off there is nothing to lock, and nothing to find. */
export function inSettings<T>(pool: Pool, patient: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return transaction(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('sightline alerts'), hashtext($1))`, [patient])
    return work(client)
  })
}
