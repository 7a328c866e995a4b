import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { IdentifierSystem } from '#lib/event/identifier.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { enqueue, pendingCount } from '#lib/ledger/queue.ts'
import { ownHistories } from '#lib/server/apps.ts'
import { auditorAuthentication } from '#lib/server/auditors.ts'
import type { Level } from '#lib/server/log-in.ts'
import { Portal } from '#lib/server/portal.ts'
import { recordSystemAuthentication } from '#lib/server/record-systems.ts'
import { backlogLimit } from './backlog.ts'
import { createIngest } from './ingest.ts'
import { buildGateway } from './server.ts'

export type GatewaySettings = {
  /** The gateway's own log-in to the database. */
  readonly pool: Pool
  /** Whose tokens are taken, and for which audience. */
  readonly issuer: string
  readonly audience: string
  readonly origin: string
  readonly logDir: string
  readonly auditDir: string
  /** Client ids of those who may read labels. */
  readonly auditors: readonly string[]
  readonly policy: string
  readonly systems: readonly IdentifierSystem[]
  readonly pendingLimit: number
  readonly skewSeconds: number
  /** A record system of which more requests are refused waits for the next minute. */
  readonly refusalsPerMinute: number
  readonly logger: FastifyBaseLogger
  /** People's own apps: a log-in to the database that sees one person at a time, and how strong the person's log-in must be. */
  readonly apps?:
    | {
        readonly pool: Pool
        readonly level: Level
        readonly logOrigin: string
        readonly requestsPerMinute: number
        /** At whose service they look. */
        readonly operator: string
      }
    | undefined
}

/** The gateway with its database, its token issuer and its log folder. */
export function connectGateway(settings: GatewaySettings): FastifyInstance {
  const {
    pool,
    issuer,
    audience,
    origin,
    logDir,
    auditDir,
    auditors,
    policy,
    systems,
    pendingLimit,
    skewSeconds,
    refusalsPerMinute,
    logger,
    apps,
  } = settings
  const requireRoom = backlogLimit(() => pendingCount(pool, pendingLimit), pendingLimit)
  return buildGateway({
    log: { folder: logDir, policy },
    audit: { folder: auditDir, authenticate: auditorAuthentication({ issuer, audience, clients: auditors }) },
    ingest: createIngest({ systems, skewSeconds, requireRoom, enqueue: (submissions) => enqueue(pool, submissions) }),
    authenticate: recordSystemAuthentication({ issuer, audience, pool }),
    readiness: {
      database: () => pool.query('SELECT FROM record_system LIMIT 1'),
      queue: requireRoom,
      log: () => requireCheckpoint(logDir),
    },
    origin,
    skewSeconds,
    refusalsPerMinute,
    logger,
    ...(apps && {
      apps: {
        issuer,
        origin: apps.logOrigin,
        systems,
        requestsPerMinute: apps.requestsPerMinute,
        historyOf: connectApps({ issuer, audience, systems }, apps),
      },
    }),
  })
}

function connectApps(
  tokens: Pick<GatewaySettings, 'issuer' | 'audience' | 'systems'>,
  { pool, level, operator }: NonNullable<GatewaySettings['apps']>,
): ReturnType<typeof ownHistories> {
  const portal = new Portal(pool, { operator })
  return ownHistories({ ...tokens, level, pool, now: Date.now, record: (look) => portal.record(look) })
}

async function requireCheckpoint(logDir: string): Promise<void> {
  if ((await new LogFiles(logDir).checkpoints.newest()) === undefined) throw new Error('no checkpoint was published yet')
}
