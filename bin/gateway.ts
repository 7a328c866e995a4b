import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPool } from '#lib/db/pool.ts'
import { env } from '#lib/env.ts'
import { connectGateway } from '#lib/gateway/connect.ts'
import { createLogger } from '#lib/gateway/logger.ts'
import { parseTrust } from '#lib/history/trust.ts'

const settings = env('gateway')
const { policy, systems } = parseTrust(await readFile(settings.TRUST_FILE, 'utf8'))
const pool = createPool(settings.GATEWAY_DATABASE_URL)
const appsPool = settings.APPS_DATABASE_URL ? createPool(settings.APPS_DATABASE_URL) : undefined

const gateway = connectGateway({
  pool,
  issuer: settings.TOKEN_ISSUER ?? settings.OIDC_ISSUER,
  audience: settings.TOKEN_AUDIENCE ?? settings.GATEWAY_URL,
  origin: settings.GATEWAY_URL,
  logDir: settings.LOG_DIR,
  auditDir: join(settings.DATA_DIR, 'audit'),
  auditors: settings.AUDITOR_CLIENTS,
  policy,
  systems,
  pendingLimit: settings.PENDING_LIMIT,
  skewSeconds: settings.CLOCK_SKEW_SECONDS,
  refusalsPerMinute: settings.REFUSALS_PER_MINUTE,
  logger: createLogger(settings.LOG_LEVEL),
  apps: appsPool && {
    pool: appsPool,
    level: settings.OIDC_ACR,
    logOrigin: settings.LOG_ORIGIN,
    requestsPerMinute: settings.APP_REQUESTS_PER_MINUTE,
    operator: settings.OPERATOR_NAME,
  },
})

try {
  await gateway.listen({ host: settings.GATEWAY_HOST, port: settings.GATEWAY_PORT })
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
  console.error(`Port ${settings.GATEWAY_PORT} is in use. Stop what uses it, or set GATEWAY_PORT and GATEWAY_URL to another.`)
  process.exit(1)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await gateway.close()
    await pool.end()
    await appsPool?.end()
  })
