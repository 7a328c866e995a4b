import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { AnchorFolder } from '#lib/ledger/anchor-folder.ts'
import { runAnchoring } from '#lib/ledger/anchoring.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { authority, calendar } from '#lib/ledger/stampers.ts'
import { readCertificate } from '#lib/timestamp/certificate.ts'

const TIMEOUT_MS = 20_000
/** Nothing that another start could change. */
const HALTED = 3

const settings = env('anchors')
const logger = pino({ name: 'anchors', base: null, level: settings.LOG_LEVEL })
const trust = parseTrust(await readFile(settings.TRUST_FILE, 'utf8'))
const pinned = trust.authorities ?? []
for (const certificate of pinned) readCertificate(certificate)

const { ANCHOR_AUTHORITIES, ANCHOR_CALENDARS, ANCHOR_MINUTES, BITCOIN_HEADERS_URL } = settings
const problem =
  ANCHOR_AUTHORITIES.length + ANCHOR_CALENDARS.length === 0
    ? 'Nobody is to be asked for time stamps: set ANCHOR_AUTHORITIES or ANCHOR_CALENDARS.'
    : ANCHOR_AUTHORITIES.length > 0 && pinned.length === 0
      ? `${settings.TRUST_FILE} pins no authority, so no time stamp of one would count (docs/operations.md, Time stamps).`
      : undefined

if (problem) {
  logger.fatal(problem)
  process.exitCode = HALTED
} else {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  const options = { timeoutMs: TIMEOUT_MS, clock: () => Math.floor(Date.now() / 1000), headersUrl: BITCOIN_HEADERS_URL }
  await runAnchoring(
    {
      files: new AnchorFolder(settings.LOG_DIR),
      log: new LogFiles(settings.LOG_DIR),
      trust,
      stampers: [
        ...ANCHOR_AUTHORITIES.map((url) => authority(url, pinned, options)),
        ...ANCHOR_CALENDARS.map((url) => calendar(url, options)),
      ],
      minutes: ANCHOR_MINUTES,
      now: () => Date.now(),
      logger,
    },
    stop.signal,
  )
}
