import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { tokenSource } from '#lib/identity-provider/client-credentials.ts'
import type { PrivateJwk } from '#lib/identity-provider/secrets.ts'
import { holdFolder } from '#lib/monitor/alone.ts'
import { AuditFailure, Auditor } from '#lib/monitor/auditor.ts'
import { EvidenceBox } from '#lib/monitor/evidence-box.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { fetchCheckpoint, type LogSource } from '#lib/monitor/log-source.ts'
import { Witness } from '#lib/monitor/witness.ts'
import { witnessServer } from '#lib/monitor/witness-server.ts'
import { AUDIT_SCOPE } from '#lib/server/auditors.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { parseNote, printVkey } from '#lib/tlog/note.ts'
import { usage } from './monitor/arguments.ts'
import { listenAt, sayError } from './monitor/listening.ts'
import { progressBar } from './monitor/progress-bar.ts'

const USAGE = `npm run auditor -- --log https://gateway.example/log --state FOLDER (--token TOKEN | --client ID --key FILE)
  --trust FILE               the log's trust file; otherwise that of this installation
  --follow                   goes on with each new checkpoint
  --listen 127.0.0.1:4204    with --follow: cosigns what it has replayed, asked as a witness is, and takes browsers' evidence
                             of a log that contradicts itself at POST /evidence
  --name NAME                the name that it cosigns under; otherwise the address that it listens on
It ends with 0 if the log is right, with 1 if it is not, and with 2 if that could not be found out.`
const FOLLOW_MS = 5000

const { values } = parseArgs({
  options: {
    log: { type: 'string' },
    state: { type: 'string' },
    token: { type: 'string' },
    client: { type: 'string' },
    key: { type: 'string' },
    trust: { type: 'string' },
    follow: { type: 'boolean', default: false },
    listen: { type: 'string' },
    name: { type: 'string' },
  },
})

try {
  process.exitCode = await audit()
} catch (error) {
  sayError(error)
  process.exitCode = error instanceof VerificationError ? 1 : 2
}

async function audit(): Promise<number> {
  const { state, follow, listen } = values
  if (!state || (listen && !follow)) throw usage(USAGE)
  const trust = parseTrust(await readFile(values.trust ?? env('auditor').TRUST_FILE, 'utf8'))
  await holdFolder(state)
  const bar = progressBar()
  const source = await sourceOf()
  const auditor = await Auditor.open({ folder: state, trust, source, onProgress: bar.show })
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  if (listen) await cosign(auditor, trust, state, listen, stop.signal)
  for (let last = ''; !stop.signal.aborted; ) {
    // One who listens is handed each checkpoint before it is published, and must not replay it twice at once.
    if (!listen) last = await examineNewest(auditor, source, bar.end, last)
    if (!follow) break
    await sleep(FOLLOW_MS, undefined, { signal: stop.signal }).catch(() => {})
  }
  await auditor.keep()
  return 0
}

async function examineNewest(auditor: Auditor, source: LogSource, end: (size: number) => string, last: string): Promise<string> {
  const note = await fetchCheckpoint(source)
  const { text, ...checkpoint } = readCheckpoint(note, source)
  if (text === last) return last
  await auditor.examine(note, checkpoint)
  console.log(
    `${end(checkpoint.size)}Every access entry of the ${checkpoint.size} entries stands in exactly one history, once and in order; every map is that of its histories.`,
  )
  return text
}

/** Whether it is the log's own, is asked later. @throws {Error} for what is none, such as a proxy's page: that accuses nobody. */
function readCheckpoint(note: Uint8Array, { logUrl }: LogSource) {
  try {
    const { text } = parseNote(note)
    return { text, ...parseCheckpoint(text) }
  } catch (cause) {
    throw new Error(`${logUrl}/checkpoint is no checkpoint`, { cause })
  }
}

async function cosign(auditor: Auditor, trust: ReturnType<typeof parseTrust>, folder: string, listen: string, signal: AbortSignal) {
  const cosigners = await cosignerKeys(folder, values.name ?? listen)
  const logs = [{ origin: trust.origin, vkeys: [trust.logEd25519, trust.logMlDsa44] }]
  const examine: Auditor['examine'] = async (note, checkpoint) => {
    await auditor.examine(note, checkpoint).catch((error: unknown) => {
      if (error instanceof AuditFailure) console.error(error.message)
      throw error
    })
  }
  const witness = await Witness.open({ folder, cosigners, logs, clock: () => Math.floor(Date.now() / 1000), examine })
  const evidence = new EvidenceBox({
    folder,
    trust,
    now: Date.now,
    onProven: ({ code }, file) =>
      console.error(`A browser has reported that the log contradicts itself (${code}), and it is proven: ${file}`),
  })
  const server = witnessServer(witness, sayError, evidence)
  await listenAt(server, listen, USAGE)
  signal.addEventListener('abort', () => {
    server.close()
    server.closeAllConnections()
  })
  for (const { vkey } of cosigners) console.log(printVkey(vkey))
  console.log(`Auditing ${trust.origin} at http://${listen}`)
}

async function sourceOf(): Promise<LogSource> {
  const { log, token, client, key } = values
  if (!log || !(token || (client && key))) throw usage(USAGE)
  const logUrl = log.replace(/\/$/, '')
  const auditUrl = logUrl.replace(/\/log$/, '/audit')
  if (token || !client || !key) return { logUrl, auditUrl, token: async () => token ?? '' }
  const { OIDC_ISSUER, TOKEN_ISSUER = OIDC_ISSUER, TOKEN_AUDIENCE = new URL(logUrl).origin } = env('auditor')
  const jwk = JSON.parse(await readFile(key, 'utf8')) as PrivateJwk
  return {
    logUrl,
    auditUrl,
    token: tokenSource({ issuer: TOKEN_ISSUER, clientId: client, key: jwk, audience: TOKEN_AUDIENCE, scope: AUDIT_SCOPE }),
  }
}
