import { type Pool, type PoolClient, transaction } from '#lib/db/pool.ts'

export type Target = { readonly patient: string; readonly channel: 'email' | 'push'; readonly target: string }
export type State = 'sent' | 'unknown' | 'dropped' | 'waiting'

const TASK = 'send'

/** For each place of a channel one message for each cause, once. Where nothing is set up or confirmed there is no place. */
export async function addMessages(
  client: PoolClient,
  patient: string,
  channel: 'email' | 'push',
  causes: readonly { readonly cause: string; readonly urgent: boolean }[],
): Promise<void> {
  if (causes.length === 0) return
  const places =
    channel === 'email'
      ? `SELECT '' AS target FROM alert_email WHERE patient = $1 AND refused_at IS NULL`
      : `SELECT encode(id, 'hex') AS target FROM alert_push WHERE patient = $1`
  await client.query(
    `INSERT INTO alert_message (patient, channel, target, cause, urgent)
     SELECT $1, $2, target, cause, urgent FROM (${places}) AS places, unnest($3::text[], $4::boolean[]) AS causes (cause, urgent)
     ON CONFLICT DO NOTHING`,
    [patient, channel, causes.map(({ cause }) => cause), causes.map(({ urgent }) => urgent)],
  )
}

/** One job for each place where messages of this patient wait. */
export async function queueSending(client: PoolClient, patient: string): Promise<void> {
  const { rows } = await client.query<Target>(
    `SELECT DISTINCT patient, channel, target FROM alert_message WHERE patient = $1 AND state = 'waiting'`,
    [patient],
  )
  for (const target of rows) await queueTarget(client, target)
}

/** One job for this place, in the caller's transaction; `at` later instead of now. */
export async function queueTarget(client: PoolClient, { patient, channel, target }: Target, at?: Date): Promise<void> {
  await client.query('SELECT FROM graphile_worker.add_job($1, $2, run_at := $3, job_key := $4)', [
    TASK,
    JSON.stringify({ patient, channel, target }),
    at ?? null,
    `send:${patient}:${channel}:${target}`,
  ])
}

/** What waits for one place, claimed: from here on it is sent once or not at all. Empty if somebody else has it. */
export async function claim(pool: Pool, { patient, channel, target }: Target): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `UPDATE alert_message SET state = 'claimed', changed_at = now()
     WHERE patient = $1 AND channel = $2 AND target = $3 AND state = 'waiting' RETURNING id`,
    [patient, channel, target],
  )
  return rows.map(({ id }) => id)
}

/** What became of claimed messages. */
export async function settle(pool: Pool, patient: string, ids: readonly string[], state: State): Promise<void> {
  await pool.query(
    `UPDATE alert_message SET state = $3, changed_at = now() WHERE patient = $1 AND id = ANY ($2::uuid[]) AND state = 'claimed'`,
    [patient, ids, state],
  )
}

/**
 * After a start, before any job runs: the jobs of a process that is gone are free again, and what it had claimed may have been sent or not.
 * Such a message is never sent again. Call it only where no other worker runs.
 */
export async function recover(pool: Pool): Promise<number> {
  return transaction(pool, async (client) => {
    await client.query(
      `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
       FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`,
    )
    const { rowCount } = await client.query(`UPDATE alert_message SET state = 'unknown', changed_at = now() WHERE state = 'claimed'`)
    return rowCount ?? 0
  })
}
