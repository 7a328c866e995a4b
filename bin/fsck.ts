import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { type FsckOptions, fsck } from '#lib/ledger/fsck.ts'
import { type WatchOptions, watchFsck } from '#lib/ledger/fsck-watch.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { regenerateFiles } from '#lib/ledger/regenerate.ts'
import { readOwnerUrl } from './start/owner-url.ts'

const USAGE = `Usage: npm run fsck                        names every difference; changes nothing
       npm run fsck -- --watch             does so every FSCK_MINUTES, and records each run for the status page
       npm run fsck -- --files FOLDER      writes the log's files anew into FOLDER/log and FOLDER/audit, from the database
Ends with 0 if there is no difference, 1 if there is one, 2 if it could not check.`

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function main(): Promise<void> {
  const values = given()
  const { TRUST_FILE, LOG_DIR, DATA_DIR, LOG_LEVEL, FSCK_DATABASE_URL, FSCK_MINUTES } = env('fsck')
  const trust = parseTrust(await readTrust(TRUST_FILE))
  const databaseUrl = FSCK_DATABASE_URL ?? (await readOwnerUrl())
  const options = { databaseUrl, trust, files: new LogFiles(LOG_DIR), audit: new LogFiles(join(DATA_DIR, 'audit')) }
  if (values.files !== undefined) await regenerate(options, values.files)
  else if (values.watch)
    await watch({ ...options, everyMs: FSCK_MINUTES * 60_000, logger: pino({ name: 'fsck', base: null, level: LOG_LEVEL }) })
  else await check(options)
}

function given() {
  try {
    return parseArgs({ options: { files: { type: 'string' }, watch: { type: 'boolean', default: false } } }).values
  } catch (cause) {
    throw new Error(USAGE, { cause })
  }
}

async function readTrust(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    throw new Error(`There is no trust file ${file}: start the product first (npm start), or set TRUST_FILE.`, { cause })
  })
}

/** Whoever else works on this machine goes first. */
async function watch(options: WatchOptions): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      stop.abort()
      process.exit(0) // in the middle of a run, which is then not recorded
    })
  await watchFsck(options, stop.signal)
}

async function check(options: FsckOptions): Promise<void> {
  let findings = 0
  const { size, events, histories } = await fsck(options, (finding) => {
    findings++
    console.log(finding)
  })
  const verdict = findings === 0 ? 'no differences' : `${findings} differences`
  console.log(`${size} log entries, ${events} events in ${histories} histories: ${verdict}.`)
  process.exitCode = findings === 0 ? 0 : 1
}

async function regenerate({ databaseUrl, trust }: FsckOptions, folder: string): Promise<void> {
  const size = await regenerateFiles(databaseUrl, trust, new LogFiles(join(folder, 'log')), new LogFiles(join(folder, 'audit')))
  console.log(`The files of ${size} log entries are in ${folder}; they lead to the published root hash. The checkpoint is not among them.`)
}
