import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'

let connected: Database | undefined

/** The web process's connection pool for what staff do, with a log-in of its own. */
export function staffDatabase(): Database {
  connected ??= createDatabase(env('web').STAFF_DATABASE_URL)
  return connected
}
