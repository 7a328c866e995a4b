import type { Channel, Contact, Kind } from '#lib/alert-kinds.ts'
import type { Pool, PoolClient } from '#lib/db/pool.ts'
import type { AccessEvent } from '#lib/event/access-event.ts'
import type { EventBytes } from '#lib/ledger/shown-event.ts'
import { addMessages, queueSending } from './outbox.ts'
import { inSettings } from './settings-lock.ts'
import { isByOthers, organisationDigest, personDigest, readAccess } from './who.ts'

const AT_ONCE = 500

type Settings = { readonly contact: Contact; readonly seen: number; readonly since: number; readonly size: number }
type Row = EventBytes & { readonly id: string; readonly history_index: number }
type Reading = {
  readonly patient: string
  readonly now: number
  readonly known: Set<string>
  readonly followed: ReadonlySet<string>
  readonly choices: ReadonlyMap<Kind, ReadonlySet<Channel>>
}
type Found = { readonly cause: string; readonly position: number; readonly urgent: boolean; readonly kinds: readonly Kind[] }

/**
 * Looks through the entries that a patient's history has got since the last time, in order, and writes the alerts and messages that the
 * settings ask for. Each entry is decided on once: what was decided and how far is committed together.
 */
export async function decideAlerts(pool: Pool, patient: string, now: () => number): Promise<void> {
  while (await inSettings(pool, patient, (client) => decideSome(client, patient, now())));
}

/** @returns whether there is more. */
async function decideSome(client: PoolClient, patient: string, now: number): Promise<boolean> {
  const { rows } = await client.query<Settings>(
    `SELECT s.contact, s.seen, s.since, coalesce(h.size, 0)::int8 AS size FROM alert_settings s LEFT JOIN history_head h USING (patient)
     WHERE s.patient = $1`,
    [patient],
  )
  const [settings] = rows
  if (!settings) return false
  if (settings.seen >= settings.size) {
    await queueSending(client, patient) // what waits may wait no longer: the settings were changed
    return false
  }
  const events = await client.query<Row>(
    `SELECT id, history_index, event, concealed, withheld FROM event
     WHERE patient = $1 AND history_index >= $2 AND history_index < $3 ORDER BY history_index LIMIT $4`,
    [patient, settings.seen, settings.size, AT_ONCE],
  )
  const reading = await readSettings(client, patient, now)
  const before = new Set(reading.known)
  let others = 0
  const found: Found[] = []
  for (const row of events.rows) {
    const alert = decide(row, reading)
    if (row.history_index < settings.since) continue
    if (alert) others++
    if (alert && alert.kinds.length > 0) found.push(alert)
  }
  await remember(
    client,
    patient,
    [...reading.known].filter((who) => !before.has(who)),
  )
  await write(client, patient, settings.contact, reading.choices, found)
  const seen = (events.rows.at(-1)?.history_index ?? settings.size - 1) + 1
  await client.query('UPDATE alert_settings SET seen = $2, week = week + $3 WHERE patient = $1', [patient, seen, others])
  return seen < settings.size
}

/** The kinds of alert that an entry is for, among those that are on; undefined for what the patient did. */
function decide(row: Row, reading: Reading): Found | undefined {
  const access = readAccess(row, reading.now)
  if (access && !isByOthers(access)) return undefined
  const kinds = new Set<Kind>(['everything'])
  if (access) for (const kind of kindsOf(access, reading)) kinds.add(kind)
  return {
    cause: `event:${row.id}`,
    position: row.history_index,
    urgent: access?.emergency === true,
    kinds: [...kinds].filter((kind) => reading.choices.has(kind)),
  }
}

/** Who was new is known from now on. */
function kindsOf(access: AccessEvent, { patient, known, followed }: Reading): readonly Kind[] {
  const person = personDigest(patient, access)?.toString('hex')
  const who = [organisationDigest(patient, access).toString('hex'), ...(person === undefined ? [] : [person])]
  const isNew = who.some((digest) => !known.has(digest))
  for (const digest of who) known.add(digest)
  return [
    ...(isNew ? (['first'] as const) : []),
    ...(access.emergency ? (['emergency'] as const) : []),
    ...(person !== undefined && followed.has(person) ? (['followed'] as const) : []),
  ]
}

async function readSettings(client: PoolClient, patient: string, now: number): Promise<Reading> {
  const digests = async (table: 'alert_known' | 'alert_followed') =>
    new Set(
      (await client.query<{ who: Buffer }>(`SELECT who FROM ${table} WHERE patient = $1`, [patient])).rows.map(({ who }) =>
        who.toString('hex'),
      ),
    )
  const { rows } = await client.query<{ kind: Kind; channels: Channel[] }>(
    'SELECT kind, array_agg(channel) AS channels FROM alert_choice WHERE patient = $1 GROUP BY kind',
    [patient],
  )
  return {
    patient,
    now,
    known: await digests('alert_known'),
    followed: await digests('alert_followed'),
    choices: new Map(rows.map(({ kind, channels }) => [kind, new Set(channels)])),
  }
}

async function remember(client: PoolClient, patient: string, who: readonly string[]): Promise<void> {
  await client.query('INSERT INTO alert_known (patient, who) SELECT $1, unnest($2::bytea[]) ON CONFLICT DO NOTHING', [
    patient,
    who.map((hex) => Buffer.from(hex, 'hex')),
  ])
}

async function write(
  client: PoolClient,
  patient: string,
  contact: Contact,
  choices: Reading['choices'],
  found: readonly Found[],
): Promise<void> {
  const on = (channel: Channel) => found.filter(({ kinds }) => kinds.some((kind) => choices.get(kind)?.has(channel)))
  for (const { cause, position, kinds } of on('app')) await addAlert(client, { patient, cause, position, kinds, looks: 1 })
  if (contact === 'silent') return
  for (const channel of ['email', 'push'] as const) await addMessages(client, patient, channel, on(channel))
  await queueSending(client, patient)
}

type NewAlert = Pick<Found, 'cause' | 'position' | 'kinds'> & { readonly patient: string; readonly looks: number }

/** One more line of the list in the app; once for a cause. `position`: of the entry in the history, by which the list is in order. */
export async function addAlert(client: PoolClient, { patient, cause, position, kinds, looks }: NewAlert): Promise<void> {
  await client.query('INSERT INTO alert (patient, cause, position, kinds, looks) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [
    patient,
    cause,
    position,
    kinds,
    looks,
  ])
}
