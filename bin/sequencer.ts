import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { HighestFile } from '#lib/durable.ts'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { LedgerHalted } from '#lib/ledger/checkpoint-signer.ts'
import { readLogKeys } from '#lib/ledger/keys.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { runSequencer } from '#lib/ledger/run.ts'
import { Witnesses } from '#lib/ledger/witnesses.ts'

/** The supervisor does not start it again after this. */
const HALTED = 3
const LABELS_AT_ONCE = 500

const settings = env('sequencer')
const logger = pino({ name: 'sequencer', base: null, level: settings.LOG_LEVEL })
const trust = parseTrust(await readFile(settings.TRUST_FILE, 'utf8'))
const keys = await readLogKeys(settings.SECRETS_DIR, settings.LOG_ORIGIN)
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

try {
  await runSequencer(
    {
      databaseUrl: settings.SEQUENCER_DATABASE_URL,
      origin: settings.LOG_ORIGIN,
      keys,
      files: new LogFiles(settings.LOG_DIR),
      audit: new LogFiles(join(settings.DATA_DIR, 'audit')),
      staging: join(settings.DATA_DIR, 'staging'),
      highWater: new HighestFile(join(settings.SECRETS_DIR, 'high-water')),
      witnesses: new Witnesses(trust.keys, (failure) => logger.warn(failure, 'a witness did not cosign')),
      batch: settings.SEQUENCER_BATCH,
      labels: LABELS_AT_ONCE,
      clock: () => Math.floor(Date.now() / 1000),
      intervalMs: settings.SEQUENCER_INTERVAL_MS,
      refreshSeconds: Math.floor(trust.fresh / 3),
      logger,
    },
    stop.signal,
  )
} catch (error) {
  if (!(error instanceof LedgerHalted)) throw error
  logger.fatal(error.message)
  process.exitCode = HALTED
}
