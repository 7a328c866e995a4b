import type { Agent } from 'node:https'
import type { Contact } from '#lib/alert-kinds.ts'
import type { Pool } from '#lib/db/pool.ts'
import { alertLetter, alertNotice } from './letters.ts'
import { claim, queueTarget, settle, type Target } from './outbox.ts'
import { type PushKeys, push, type Subscription } from './push.ts'
import { endOfQuiet } from './quiet.ts'
import { handOver, type MailServer } from './smtp.ts'
import { unsubscribeToken } from './tokens.ts'

/** Between two messages to one place, unless something is urgent: many looks in a morning are not as many messages. */
const PAUSE_SECONDS = 300

export type Sending = {
  readonly pool: Pool
  readonly mailServer: MailServer | undefined
  readonly push: { readonly keys: PushKeys; readonly agent: Agent } | undefined
  readonly secret: string
  /** Where the operator is told of security incidents. */
  readonly operator: string | undefined
  readonly webOrigin: string
  readonly zone: string
  readonly now: () => number
}

type Waiting = {
  readonly contact: Contact
  readonly locale: string
  readonly quiet_from: number | null
  readonly quiet_until: number | null
  readonly ids: readonly string[]
  readonly urgent: boolean
  /** Seconds since something was sent to the same place; null if nothing was. */
  readonly since: number | null
}

/**
 * Sends what waits for one place, as one message, unless it is quiet there: then it comes back when that is over.
 *
 * @throws {Error} to be tried again; its message names nobody.
 */
export async function sendWaiting(sending: Sending, target: Target): Promise<void> {
  const { pool, now, zone } = sending
  const waiting = await readWaiting(pool, target)
  if (!waiting) return
  const { contact, quiet_from, quiet_until, ids, urgent, since } = waiting
  if (contact === 'silent') return drop(pool, target)
  const at = now()
  const quiet = quiet_from !== null && quiet_until !== null && { from: quiet_from, until: quiet_until, zone }
  const quietUntil = quiet ? endOfQuiet(new Date(at), quiet).getTime() : at
  const pausedUntil = !urgent && since !== null ? at + (PAUSE_SECONDS - since) * 1000 : at
  const due = Math.max(quietUntil, pausedUntil)
  if (due > at) return comeBack(pool, target, new Date(due))
  const claimed: string[] = []
  const take = async () => {
    claimed.push(...(await claim(pool, target)))
    return claimed.length > 0
  }
  const done =
    target.channel === 'email'
      ? await sendEmail(sending, target, waiting, ids[0] ?? '', take)
      : await sendPush(sending, target, waiting, take)
  if (done === undefined) return
  const states = { sent: 'sent', unknown: 'unknown', later: 'waiting', refused: 'dropped', gone: 'dropped' } as const
  await settle(pool, target.patient, claimed, states[done])
  if (done === 'later') throw new Error(`${target.channel}: asked to try again later`)
}

async function readWaiting(pool: Pool, { patient, channel, target }: Target): Promise<Waiting | undefined> {
  const { rows } = await pool.query<Waiting>(
    `SELECT s.contact, s.locale, s.quiet_from, s.quiet_until, m.ids, m.urgent, m.since FROM alert_settings s,
       (SELECT array_agg(id ORDER BY created_at, id) FILTER (WHERE state = 'waiting') AS ids,
               bool_or(urgent) FILTER (WHERE state = 'waiting') AS urgent,
               extract(epoch FROM now() - max(changed_at) FILTER (WHERE state IN ('sent', 'unknown')))::float8 AS since
        FROM alert_message WHERE patient = $1 AND channel = $2 AND target = $3) AS m
     WHERE s.patient = $1 AND m.ids IS NOT NULL`,
    [patient, channel, target],
  )
  return rows[0]
}

async function comeBack(pool: Pool, target: Target, at: Date): Promise<void> {
  const client = await pool.connect()
  try {
    await queueTarget(client, target, at)
  } finally {
    client.release()
  }
}

/** Nobody is to be told by this way any more, or there is no such way. */
async function drop(pool: Pool, target: Target): Promise<undefined> {
  await settle(pool, target.patient, await claim(pool, target), 'dropped')
}

async function sendEmail(sending: Sending, target: Target, { contact, locale }: Waiting, id: string, take: () => Promise<boolean>) {
  const { pool, mailServer, secret, webOrigin } = sending
  const { patient } = target
  const { rows } = await pool.query<{ address: string }>('SELECT address FROM alert_email WHERE patient = $1 AND refused_at IS NULL', [
    patient,
  ])
  const [row] = rows
  if (!row || !mailServer) return drop(pool, target)
  const token = unsubscribeToken(secret, patient, row.address)
  const oneClick = `${webOrigin}/api/unsubscribe?t=${token}`
  const links = { start: `${webOrigin}/`, unsubscribe: `${webOrigin}/unsubscribe?t=${token}` }
  const headers = { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  const done = await handOver(mailServer, { ...(await alertLetter(locale, contact, links)), to: row.address, id, headers }, take)
  if (done === 'refused')
    await pool.query('UPDATE alert_email SET refused_at = now() WHERE patient = $1 AND address = $2', [patient, row.address])
  return done
}

async function sendPush({ pool, push: service }: Sending, target: Target, { contact, locale }: Waiting, take: () => Promise<boolean>) {
  const id = Buffer.from(target.target, 'hex')
  const { rows } = await pool.query<Subscription>('SELECT endpoint, p256dh, auth FROM alert_push WHERE patient = $1 AND id = $2', [
    target.patient,
    id,
  ])
  const [subscription] = rows
  if (!subscription || !service) return drop(pool, target)
  const done = await push(subscription, await alertNotice(locale, contact), service.keys, service.agent, take)
  if (done === 'gone') await pool.query('DELETE FROM alert_push WHERE patient = $1 AND id = $2', [target.patient, id])
  return done
}
