import { pino } from 'pino'
import { outside } from '#lib/alerts/push.ts'
import { runWorker } from '#lib/alerts/run.ts'
import { createPool } from '#lib/db/pool.ts'
import { env } from '#lib/env.ts'

const { SMTP_URL, MAIL_FROM, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT, OPERATOR_EMAIL, SECURITY_CONTACT, ...settings } =
  env('worker')
const logger = pino({ name: 'worker', base: null, level: settings.LOG_LEVEL })
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

const pool = createPool(settings.WORKER_DATABASE_URL)
await runWorker(
  {
    pool,
    mailServer: SMTP_URL !== undefined && MAIL_FROM !== undefined ? { url: SMTP_URL, from: MAIL_FROM } : undefined,
    push:
      VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY !== undefined
        ? { keys: { subject: VAPID_SUBJECT, publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY }, agent: outside() }
        : undefined,
    operator: SECURITY_CONTACT?.startsWith('mailto:') ? SECURITY_CONTACT.slice('mailto:'.length) : OPERATOR_EMAIL,
    secret: settings.ALERT_SECRET,
    webOrigin: settings.WEB_ORIGIN,
    zone: settings.TIME_ZONE,
    now: Date.now,
  },
  settings.WORKER_DATABASE_URL,
  logger,
  stop.signal,
)
await pool.end()
process.exit()
