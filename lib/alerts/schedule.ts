import type { Channel, Contact } from '#lib/alert-kinds.ts'
import type { Pool } from '#lib/db/pool.ts'
import { addAlert } from './decide.ts'
import { KEPT_DAYS } from './limits.ts'
import { addMessages, queueSending } from './outbox.ts'
import { inSettings } from './settings-lock.ts'

const LINKS_KEPT_DAYS = 1
const DIGEST_DAY = 'Mon'
const DIGEST_HOUR = 8

/** Forgets what is old: alerts, messages and jobs that nobody tries any more after 90 days, links that were asked for after one. */
export async function forgetOld(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM alert WHERE created_at < now() - make_interval(days => $1)', [KEPT_DAYS])
  await pool.query('DELETE FROM alert_message WHERE created_at < now() - make_interval(days => $1)', [KEPT_DAYS])
  await pool.query('DELETE FROM alert_confirmation WHERE requested_at < now() - make_interval(days => $1)', [LINKS_KEPT_DAYS])
  await pool.query(
    `DELETE FROM graphile_worker._private_jobs
     WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < now() - make_interval(days => $1)`,
    [KEPT_DAYS],
  )
}

/** The Monday whose digest is due at this moment, as a day such as `2026-11-30`; undefined before Monday, eight o'clock, and on other days. */
export function digestDay(now: Date, zone: string): string | undefined {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  if (part('weekday') !== DIGEST_DAY || Number(part('hour')) < DIGEST_HOUR) return undefined
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** The patients whose digest of a day is to be made: those who want one, and at whom somebody else looked. */
export async function patientsWithDigest(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ patient: string }>(
    `SELECT patient FROM alert_settings s WHERE week > 0
       AND EXISTS (SELECT FROM alert_choice c WHERE c.patient = s.patient AND c.kind = 'digest') ORDER BY patient`,
  )
  return rows.map(({ patient }) => patient)
}

/** Makes one patient's digest of a day, once: what is counted after it is for the next one. A week in which nobody looked has none. */
export async function makeDigest(pool: Pool, patient: string, day: string): Promise<void> {
  await inSettings(pool, patient, async (client) => {
    const cause = `digest:${day}`
    const { rows } = await client.query<{ contact: Contact; seen: number; week: number; channels: Channel[] }>(
      `SELECT s.contact, s.seen, s.week, array_agg(c.channel) AS channels FROM alert_settings s JOIN alert_choice c USING (patient)
       WHERE s.patient = $1 AND c.kind = 'digest' AND s.week > 0 AND (s.digest_day IS NULL OR s.digest_day < $2) GROUP BY s.patient`,
      [patient, day],
    )
    const [settings] = rows
    if (!settings) return
    if (settings.channels.includes('app'))
      await addAlert(client, { patient, cause, position: settings.seen, kinds: ['digest'], looks: settings.week })
    if (settings.contact !== 'silent') {
      for (const channel of ['email', 'push'] as const)
        if (settings.channels.includes(channel)) await addMessages(client, patient, channel, [{ cause, urgent: false }])
      await queueSending(client, patient)
    }
    await client.query('UPDATE alert_settings SET week = 0, digest_day = $2 WHERE patient = $1', [patient, day])
  })
}

/** The patients whose histories have grown without a job for it, in which case the sequencer could not queue one. */
export async function patientsBehind(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ patient: string }>(
    'SELECT patient FROM alert_settings s JOIN history_head h USING (patient) WHERE h.size > s.seen ORDER BY patient',
  )
  return rows.map(({ patient }) => patient)
}
