import { pino } from 'pino'
import { outside } from '#lib/alerts/push.ts'
import { runWorker } from '#lib/alerts/run.ts'
import { clockwork } from '#lib/clockwork/work.ts'
import { createPool } from '#lib/db/pool.ts'
import { createDatabase } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'
import { keptCalendar, readExceptions } from '#lib/server/calendar.ts'

const { SMTP_URL, MAIL_FROM, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT, OPERATOR_EMAIL, SECURITY_CONTACT, ...settings } =
  env('worker')
const { WORKER_DATABASE_URL: url, WEB_ORIGIN: webOrigin, TIME_ZONE: timeZone, HOLIDAY_COUNTRY: country } = settings
const logger = pino({ name: 'worker', base: null, level: settings.LOG_LEVEL })
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

const pool = createPool(url)
const database = createDatabase(url)
const mailServer = SMTP_URL !== undefined && MAIL_FROM !== undefined ? { url: SMTP_URL, from: MAIL_FROM } : undefined
const calendar = keptCalendar({ country, timeZone }, () => readExceptions(pool))
const time = { database, calendar, now: Date.now, log: logger, mailServer, webOrigin, language: settings.STAFF_LANGUAGE }
await runWorker(
  {
    pool,
    mailServer,
    push:
      VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY !== undefined
        ? { keys: { subject: VAPID_SUBJECT, publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY }, agent: outside() }
        : undefined,
    operator: SECURITY_CONTACT?.startsWith('mailto:') ? new URL(SECURITY_CONTACT).pathname : OPERATOR_EMAIL,
    secret: settings.ALERT_SECRET,
    webOrigin,
    zone: timeZone,
    now: Date.now,
  },
  url,
  logger,
  stop.signal,
  clockwork(time, logger),
)
await pool.end()
await database.$disconnect()
process.exit()
