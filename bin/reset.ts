import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endLeftoverPostgres } from '#lib/db/embedded.ts'
import { env } from '#lib/env.ts'
import { endLeftovers } from './start/alone.ts'
import { assertFree } from './start/ports.ts'

/** Starts over: removes the data folder with its database, log and keys. What record systems sent is gone; keys of a real log are, too. */
try {
  const { DATA_DIR, DATABASE_URL, WEB_PORT, GATEWAY_PORT, IDENTITY_PROVIDER_PORT } = env('start')
  if (DATABASE_URL)
    throw new Error('DATABASE_URL names a database of its own: drop and create it again by hand, so that nothing is lost by mistake.')
  if (existsSync(DATA_DIR)) {
    if (!(await endLeftovers(DATA_DIR)))
      for (const port of [WEB_PORT, GATEWAY_PORT, IDENTITY_PROVIDER_PORT]) await assertFree(port, 'then reset again: npm run reset', false)
    await endLeftoverPostgres(join(DATA_DIR, 'postgres'))
    rmSync(DATA_DIR, { recursive: true })
  }
  console.log(`${DATA_DIR} is gone. npm start makes new keys, a new log and the demonstration data.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
