import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'

let connected: Database | undefined

/** The web process's one connection pool, with the log-in that sees one patient at a time. */
export function database(): Database {
  connected ??= createDatabase(env('web').WEB_DATABASE_URL)
  return connected
}
