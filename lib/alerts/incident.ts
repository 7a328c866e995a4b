import type { Pool } from '#lib/db/pool.ts'
import { incidentLetter } from './letters.ts'
import type { Sending } from './send.ts'
import { handOver } from './smtp.ts'

type Row = { readonly reference: string; readonly code: string }

/**
 * Tells the operator, once, that the log has contradicted itself.
 *
 * @throws {Error} to be tried again.
 */
export async function sendIncident({ pool, mailServer, operator, webOrigin }: Sending, incident: string): Promise<void> {
  const { rows } = await pool.query<Row>('SELECT reference, code FROM incident WHERE id = $1 AND alerted_at IS NULL', [incident])
  const [row] = rows
  if (!row || !mailServer || operator === undefined) return
  const letter = await incidentLetter({ ...row, link: `${webOrigin}/support/incidents/${incident}` })
  const done = await handOver(mailServer, { ...letter, to: operator, id: incident }, () => mark(pool, incident))
  if (done !== 'later') return
  await pool.query('UPDATE incident SET alerted_at = NULL WHERE id = $1', [incident])
  throw new Error('incident: asked to try again later')
}

async function mark(pool: Pool, incident: string): Promise<boolean> {
  const { rowCount } = await pool.query('UPDATE incident SET alerted_at = now() WHERE id = $1 AND alerted_at IS NULL', [incident])
  return rowCount === 1
}
