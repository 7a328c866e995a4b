import { existsSync, rmSync } from 'node:fs'
import { env } from '#lib/env.ts'
import { Alone } from './start/alone.ts'

/** Starts over: removes the data folder with its database, log and keys. What record systems sent is gone; keys of a real log are, too. */
const { DATA_DIR, DATABASE_URL } = env('start')
try {
  if (DATABASE_URL)
    throw new Error('DATABASE_URL names a database of its own: drop and create it again by hand, so that nothing is lost by mistake.')
  if (existsSync(DATA_DIR)) {
    new Alone(DATA_DIR)
    rmSync(DATA_DIR, { recursive: true })
  }
  console.log(`${DATA_DIR} is gone. npm start makes new keys, a new log and the demonstration data.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
