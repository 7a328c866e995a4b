import type { Pool } from '#lib/db/pool.ts'
import { confirmationLetter } from './letters.ts'
import { LINK_MINUTES } from './limits.ts'
import type { Sending } from './send.ts'
import { handOver } from './smtp.ts'
import { confirmationToken } from './tokens.ts'

type Row = { readonly address: string; readonly locale: string }

/**
 * Sends the link that confirms an address, once.
 *
 * @throws {Error} to be tried again; its message names nobody.
 */
export async function sendConfirmation({ pool, mailServer, secret, webOrigin }: Sending, patient: string, id: Buffer): Promise<void> {
  const { rows } = await pool.query<Row>(
    `SELECT c.address, s.locale FROM alert_confirmation c JOIN alert_settings s USING (patient)
     WHERE c.patient = $1 AND c.id = $2 AND c.address IS NOT NULL AND c.mailed_at IS NULL AND c.refused_at IS NULL
       AND c.requested_at > now() - make_interval(mins => $3)`,
    [patient, id, LINK_MINUTES],
  )
  const [row] = rows
  if (!row || !mailServer) return
  const link = `${webOrigin}/alerts/confirm?t=${confirmationToken(secret, patient, id)}`
  const letter = await confirmationLetter(row.locale, link)
  const done = await handOver(mailServer, { ...letter, to: row.address, id: id.toString('hex') }, () => mark(pool, patient, id))
  if (done === 'refused') await pool.query('UPDATE alert_confirmation SET refused_at = now() WHERE patient = $1 AND id = $2', [patient, id])
  if (done !== 'later') return
  await pool.query('UPDATE alert_confirmation SET mailed_at = NULL WHERE patient = $1 AND id = $2', [patient, id])
  throw new Error('confirmation: asked to try again later')
}

async function mark(pool: Pool, patient: string, id: Buffer): Promise<boolean> {
  const { rowCount } = await pool.query(
    'UPDATE alert_confirmation SET mailed_at = now() WHERE patient = $1 AND id = $2 AND mailed_at IS NULL AND address IS NOT NULL',
    [patient, id],
  )
  return rowCount === 1
}
