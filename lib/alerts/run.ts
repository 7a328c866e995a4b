import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCrontab, type Runner, run, type TaskList } from 'graphile-worker'
import type { Logger as Log } from 'pino'
import { z } from 'zod'
import { connect } from '#lib/db/pool.ts'
import { sendConfirmation } from './confirm.ts'
import { decideAlerts } from './decide.ts'
import { sendIncident } from './incident.ts'
import { recover } from './outbox.ts'
import { digestDay, forgetOld, makeDigest, patientsBehind, patientsWithDigest } from './schedule.ts'
import { type Sending, sendWaiting } from './send.ts'

const AT_ONCE = 4
const LOCK = `hashtext('sightline worker')`
const WAIT_MS = 1000
/** In UTC; what is due by the clock of the health system looks at that clock. */
const SCHEDULE = `
*/10 * * * * catch-up
5 * * * * digests
20 2 * * * forget`

const somebody = z.object({ patient: z.guid() })
const place = somebody.extend({ channel: z.enum(['email', 'push']), target: z.string().regex(/^(?:[0-9a-f]{64})?$/) })
const link = somebody.extend({ id: z.string().regex(/^[0-9a-f]{32}$/) })
const security = z.object({ incident: z.guid() })
const digest = somebody.extend({ day: z.iso.date() })

/** What else the worker does: its jobs, a crontab of them, those that are also done at the start, and what comes before any job is. */
export type MoreWork = {
  readonly tasks: TaskList
  readonly schedule: string
  readonly atStart: readonly string[]
  readonly recover: () => Promise<number>
}

function tasks(sending: Sending): TaskList {
  const { pool, now, zone } = sending
  return {
    alerts: (payload) => decideAlerts(pool, somebody.parse(payload).patient, now),
    send: (payload) => sendWaiting(sending, place.parse(payload)),
    confirmation: (payload) => {
      const { patient, id } = link.parse(payload)
      return sendConfirmation(sending, patient, Buffer.from(id, 'hex'))
    },
    incident: (payload) => sendIncident(sending, security.parse(payload).incident),
    digest: (payload) => {
      const { patient, day } = digest.parse(payload)
      return makeDigest(pool, patient, day)
    },
    digests: async (_, { addJob }) => {
      const day = digestDay(new Date(now()), zone)
      if (day === undefined) return
      for (const patient of await patientsWithDigest(pool)) await addJob('digest', { patient, day }, { jobKey: `digest:${patient}` })
    },
    'catch-up': async (_, { addJob }) => {
      for (const patient of await patientsBehind(pool)) await addJob('alerts', { patient }, { jobKey: `alerts:${patient}` })
    },
    forget: () => forgetOld(pool),
  }
}

/**
 * Works on jobs until `signal` says stop. One worker at a time: a second one waits until the first is gone.
 *
 * @throws {Error} when the connection that shows that it is the only one is lost.
 */
export async function runWorker(sending: Sending, databaseUrl: string, log: Log, signal: AbortSignal, more?: MoreWork): Promise<void> {
  const alone = await connect(databaseUrl, { keepAlive: true })
  const lost = new Promise<never>((_, fail) => alone.on('error', fail))
  lost.catch(() => {})
  try {
    while (!(await holds(alone))) if (await sleep(WAIT_MS, false, { signal }).catch(() => true)) return
    const unknown = (await recover(sending.pool)) + ((await more?.recover()) ?? 0)
    if (unknown > 0) log.warn({ messages: unknown }, 'these may have been sent or not when the worker was ended; they are not sent again')
    const runner = await run({
      pgPool: sending.pool,
      concurrency: AT_ONCE,
      noHandleSignals: true,
      noPreparedStatements: true,
      taskList: { ...tasks(sending), ...more?.tasks },
      parsedCronItems: parseCrontab(`${SCHEDULE}${more?.schedule ?? ''}`),
      logger: quietly(log),
    })
    for (const task of more?.atStart ?? []) await runner.addJob(task, {}, { jobKey: task })
    log.info('working')
    await Promise.race([stopped(runner, signal), runner.promise, lost])
  } finally {
    await alone.end().catch(() => {})
  }
}

async function holds(alone: Awaited<ReturnType<typeof connect>>): Promise<boolean> {
  const { rows } = await alone.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS held`)
  return rows[0]?.held === true
}

async function stopped(runner: Runner, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }))
  await runner.stop()
}

/** graphile-worker's words without what it logs beside them: that would name patients. */
function quietly(log: Log): Logger {
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
  return new Logger(({ jobId, taskIdentifier }) => (level, message) => {
    const plain = message.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '…').split('\n')[0]
    log[levels[level]]({ job: jobId, task: taskIdentifier }, plain)
  })
}
