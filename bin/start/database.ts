import { join } from 'node:path'
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { connect } from '#lib/db/pool.ts'
import { type DatabaseUrls, prepareRoles } from '#lib/db/roles.ts'
import { env } from '#lib/env.ts'
import type { Secrets } from './secrets.ts'

const OLDEST_POSTGRES = 150_000
const DATABASE = 'sightline'
const RESTART_MS = 1000

export type Database = { readonly ownerUrl: string; readonly urls: DatabaseUrls; stop(): Promise<void> }

/** The database of DATABASE_URL, or the embedded one, which is started again when it dies; migrated, with a log-in for each process. */
export async function startDatabase(dataDir: string, given: string | undefined, secrets: Secrets): Promise<Database> {
  const server = given ? { url: given, stop: async () => {} } : await supervisedPostgres(join(dataDir, 'postgres'), secrets.postgres)
  try {
    const ownerUrl = given ?? (await ownDatabase(server.url))
    await refuseOld(ownerUrl)
    await migrate(ownerUrl)
    const { TIME_ZONE: timeZone, CHILD_UNTIL_AGE: childUntilAge } = env('owner')
    const urls = await prepareRoles(ownerUrl, (process) => secrets.database[process], { timeZone, childUntilAge })
    return { ownerUrl, urls, stop: server.stop }
  } catch (cause) {
    await server.stop()
    throw cause
  }
}

async function supervisedPostgres(folder: string, password: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort()
  let stopping = false
  let current: EmbeddedPostgres = await startEmbeddedPostgres(folder, password, port)
  const watch = () =>
    current.exited.then(async (said) => {
      while (!stopping) {
        console.error(`! PostgreSQL ended; it is started again. It said: ${said}`)
        await new Promise((wake) => setTimeout(wake, RESTART_MS))
        if (stopping) return
        try {
          current = await startEmbeddedPostgres(folder, password, port)
          return void watch()
        } catch (error) {
          console.error(String(error))
        }
      }
    })
  void watch()
  return {
    url: current.url,
    async stop() {
      stopping = true
      await current.stop()
    },
  }
}

async function ownDatabase(serverUrl: string): Promise<string> {
  const admin = await connect(serverUrl)
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await admin.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${DATABASE}`
  return url.href
}

async function refuseOld(ownerUrl: string): Promise<void> {
  const owner = await connect(ownerUrl).catch((cause: Error) => {
    throw new Error(
      `The database of DATABASE_URL does not answer (${cause.message}). Start it, or leave DATABASE_URL out to use the embedded one.`,
      { cause },
    )
  })
  try {
    const { rows } = await owner.query<{ server_version_num: string }>('SHOW server_version_num')
    if (Number(rows[0]?.server_version_num) < OLDEST_POSTGRES) throw new Error('PostgreSQL 15 or newer is needed.')
  } finally {
    await owner.end()
  }
}
