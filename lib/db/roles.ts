import { Client } from 'pg'
import { DISPUTE_GRANTS, DISPUTE_RULES, DISPUTE_TABLES, STAFF_INSERTS } from './dispute-rights.ts'
import { SUPPORT_GRANTS, SUPPORT_POLICIES } from './support-rights.ts'

/** The processes that log in to the database, each with its own role `<database>_<process>`. Nobody but the owner may do more than stands here. */
export type DatabaseProcess = 'gateway' | 'sequencer' | 'web' | 'staff' | 'fsck' | 'apps' | 'worker'
export type DatabaseUrls = Readonly<Record<DatabaseProcess, string>>

export const PROCESSES: readonly DatabaseProcess[] = ['gateway', 'sequencer', 'web', 'staff', 'fsck', 'apps', 'worker']
const PER_PATIENT = [
  'patient',
  'submission',
  'pending',
  'event',
  'history_head',
  'session',
  'representation',
  'alert_settings',
  'alert_choice',
  'alert_known',
  'alert_followed',
  'alert',
  'alert_message',
  'alert_email',
  'alert_confirmation',
  'alert_push',
  ...DISPUTE_TABLES,
] as const

const GRANTS: Readonly<Record<DatabaseProcess, readonly string[]>> = {
  gateway: [
    'SELECT ON record_system',
    'SELECT (patient), INSERT (patient, system, value) ON patient',
    'SELECT, INSERT ON submission',
    'SELECT (patient, id, received_at), INSERT ON pending',
  ],
  sequencer: [
    'SELECT, UPDATE (label, blind, vrf_proof) ON patient',
    'SELECT, DELETE ON pending',
    'SELECT, INSERT ON event',
    'SELECT, INSERT, UPDATE ON history_head, map_head, map_tile, log_head, log_day, record_system_day, cosigned',
    'SELECT, INSERT, UPDATE, DELETE ON stage',
    'SELECT, UPDATE (log_index) ON release',
    'EXECUTE ON FUNCTION queue_alerts(uuid[])',
  ],
  web: [
    'SELECT ON record_system, patient, pending, event, history_head, map_head, map_tile, log_head, log_day, record_system_day, cosigned, fsck_run, release',
    'INSERT (patient, system, value) ON patient',
    'SELECT, INSERT, UPDATE (seen_at, ended_at), DELETE ON session',
    'SELECT, INSERT ON submission',
    'INSERT ON pending',
    'SELECT ON representation',
    'SELECT ON holiday',
    'SELECT, INSERT, UPDATE (contact, quiet_from, quiet_until, locale), DELETE ON alert_settings',
    'SELECT, INSERT, DELETE ON alert_choice, alert_followed',
    'SELECT, UPDATE (read_at) ON alert',
    'SELECT, DELETE ON alert_message',
    'SELECT, INSERT, UPDATE, DELETE ON alert_email, alert_push',
    'SELECT, INSERT, UPDATE (address) ON alert_confirmation',
    'EXECUTE ON FUNCTION queue_alerts(uuid[]), queue_confirmation(uuid, bytea)',
    ...DISPUTE_GRANTS.web,
    ...SUPPORT_GRANTS.web,
  ],
  // With which the web server does what staff do. Looks of staff at a list are reported by `web`.
  staff: [
    'SELECT ON staff',
    'SELECT, INSERT, UPDATE (seen_at, ended_at), DELETE ON staff_session',
    'SELECT, INSERT, UPDATE (filter), DELETE ON staff_view',
    ...DISPUTE_GRANTS.staff,
    ...SUPPORT_GRANTS.staff,
  ],
  // All that is stored of the log, and nothing of anybody's sessions; it changes nothing.
  fsck: [
    'SELECT ON patient, submission, pending, event, history_head, map_head, map_tile, log_head, release',
    'SELECT, INSERT ON fsck_run',
  ],
  // With which the gateway answers a patient's own apps: sealed events of one person at a time; and that they were read.
  apps: [
    'SELECT (patient, history_index, log_index, id, event, concealed, withheld) ON event',
    'INSERT (patient, system, value) ON patient',
    'SELECT, INSERT ON submission',
    'INSERT ON pending',
  ],
  // Decides on alerts and sends them; of the log it reads the histories of those who have alerts on, and nobody else's.
  worker: [
    'SELECT (patient, history_index, id, event, concealed, withheld) ON event',
    'SELECT (patient, size) ON history_head',
    'SELECT, UPDATE (seen, week, digest_day) ON alert_settings',
    'SELECT ON alert_choice, alert_followed',
    'SELECT, INSERT ON alert_known',
    'SELECT, INSERT, DELETE ON alert',
    'SELECT, INSERT, UPDATE (state, changed_at), DELETE ON alert_message',
    'SELECT, UPDATE (refused_at) ON alert_email',
    'SELECT, UPDATE (mailed_at, refused_at), DELETE ON alert_confirmation',
    'SELECT, DELETE ON alert_push',
    'SELECT ON holiday',
    'USAGE ON SCHEMA graphile_worker',
    'SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker',
    'USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker',
    ...DISPUTE_GRANTS.worker,
    ...SUPPORT_GRANTS.worker,
  ],
}

const ME = `nullif(current_setting('sightline.patient', true), '')::uuid`
const OWN_ROWS = `patient = ${ME}`
const ROWS: Readonly<Record<DatabaseProcess, string>> = {
  gateway: 'true',
  sequencer: 'true',
  web: OWN_ROWS,
  staff: OWN_ROWS,
  fsck: 'true',
  apps: OWN_ROWS,
  worker: 'true',
}

const PORTAL = `record_system = 'portal'`
const PORTALS_WORD = `${PORTAL} AND convert_from(event, 'UTF8')::jsonb #>> '{origin,id}' = 'portal'`
// By bytes: jsonb takes not every string that an event may hold, and who reads an event takes it in no other form.
const SAYS_PORTAL = `position(convert_to('"origin":{"id":"portal"', 'UTF8') IN event) > 0`
const LEDGER = ['patient', 'submission', 'pending', 'event', 'history_head'] as const
type Rule = { readonly using?: string; readonly check: string }

/** Looks at this service are reported by `web` and `apps` alone, and they report nothing else: they and `gateway` cannot speak for each other. */
const PORTALS_OWN = {
  submission: { using: `${OWN_ROWS} AND ${PORTAL}`, check: `${OWN_ROWS} AND ${PORTAL}` },
  pending: { check: `${OWN_ROWS} AND ${PORTALS_WORD}` },
}
const RULES: { readonly [process in DatabaseProcess]?: { readonly [table in (typeof PER_PATIENT)[number]]?: Rule } } = {
  gateway: { submission: { check: `NOT (${PORTAL})` }, pending: { check: `NOT (${PORTAL}) AND NOT (${SAYS_PORTAL})` } },
  web: {
    ...PORTALS_OWN,
    // Both of the two people see that one may act for the other.
    representation: { using: `${OWN_ROWS} OR representative = ${ME}`, check: 'false' },
    ...DISPUTE_RULES.web,
  },
  staff: DISPUTE_RULES.staff,
  apps: PORTALS_OWN,
  worker: Object.fromEntries(LEDGER.map((table) => [table, withAlerts(table)])),
}

/** A staff member's own sessions and views, for the log-in of the staff member whom the setting `sightline.staff` names. */
const STAFF_OWN = `staff = nullif(current_setting('sightline.staff', true), '')::uuid`

/** The rows of those who have alerts on. */
function withAlerts(table: string): Rule {
  const using = `EXISTS (SELECT FROM alert_settings s WHERE s.patient = ${table}.patient)`
  return { using, check: using }
}

/** What the database's own functions go by: days are those of this zone, and a parent acts for a child who has not this age yet. */
export type Rules = { readonly timeZone: string; readonly childUntilAge: number }

/**
 * Makes the seven log-ins with these passwords and gives each exactly the rights above; safe to repeat, also by two at once.
 * A log-in of `web`, `staff` or `apps` sees per-patient rows of the patient named by the setting `sightline.patient` and no others, whatever the query says.
 */
export async function prepareRoles(
  ownerUrl: string,
  password: (process: DatabaseProcess) => string,
  { timeZone, childUntilAge }: Rules,
): Promise<DatabaseUrls> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    await owner.query(`SELECT pg_advisory_xact_lock(hashtext('sightline roles'))`)
    const named = await owner.query<{ name: string }>('SELECT current_database() AS name')
    const database = named.rows[0]?.name ?? ''
    const role = (process: DatabaseProcess) => `${database}_${process}`
    const id = (name: string) => owner.escapeIdentifier(name)
    await owner.query(`REVOKE ALL ON DATABASE ${id(database)} FROM PUBLIC`)
    for (const [name, value] of Object.entries({ time_zone: timeZone, child_until_age: String(childUntilAge) }))
      await owner.query(`ALTER DATABASE ${id(database)} SET sightline.${name} = ${owner.escapeLiteral(value)}`)
    for (const table of PER_PATIENT) await owner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)
    for (const process of PROCESSES) {
      const name = id(role(process))
      const exists = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role(process)])
      if (exists.rowCount === 0) await owner.query(`CREATE ROLE ${name}`)
      await owner.query(`ALTER ROLE ${name} LOGIN NOINHERIT PASSWORD ${owner.escapeLiteral(password(process))}`)
      await owner.query(`GRANT CONNECT${process === 'sequencer' ? ', TEMPORARY' : ''} ON DATABASE ${id(database)} TO ${name}`)
      await owner.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name}`)
      await owner.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM ${name}`)
      await owner.query(`GRANT USAGE ON SCHEMA public TO ${name}`)
      for (const grant of GRANTS[process]) await owner.query(`GRANT ${grant} TO ${name}`)
      for (const table of PER_PATIENT) {
        await owner.query(`DROP POLICY IF EXISTS ${id(process)} ON ${table}`)
        const { using = ROWS[process], check = ROWS[process] } = RULES[process]?.[table] ?? {}
        await owner.query(`CREATE POLICY ${id(process)} ON ${table} TO ${name} USING (${using}) WITH CHECK (${check})`)
      }
    }
    for (const [table, check] of Object.entries(STAFF_INSERTS)) {
      await owner.query(`DROP POLICY IF EXISTS staff_insert ON ${table}`)
      await owner.query(`CREATE POLICY staff_insert ON ${table} AS RESTRICTIVE FOR INSERT TO ${id(role('staff'))} WITH CHECK (${check})`)
    }
    for (const table of ['staff_session', 'staff_view']) {
      await owner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)
      await owner.query(`DROP POLICY IF EXISTS staff ON ${table}`)
      await owner.query(`CREATE POLICY staff ON ${table} TO ${id(role('staff'))} USING (${STAFF_OWN}) WITH CHECK (${STAFF_OWN})`)
    }
    for (const table of new Set(SUPPORT_POLICIES.map((policy) => policy.table)))
      await owner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)
    for (const { table, process, command, using, check } of SUPPORT_POLICIES) {
      const name = id(`${process} ${command}`)
      await owner.query(`DROP POLICY IF EXISTS ${name} ON ${table}`)
      const rows = [using && `USING (${using})`, check && `WITH CHECK (${check})`].filter(Boolean).join(' ')
      await owner.query(`CREATE POLICY ${name} ON ${table} FOR ${command} TO ${id(role(process))} ${rows}`)
    }
    // graphile-worker's tables have row-level security that nobody but their owner passes.
    const jobs = await owner.query<{ table: string }>(
      `SELECT oid::regclass::text AS table FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relrowsecurity`,
    )
    for (const { table } of jobs.rows) {
      await owner.query(`DROP POLICY IF EXISTS worker ON ${table}`)
      await owner.query(`CREATE POLICY worker ON ${table} TO ${id(role('worker'))} USING (true) WITH CHECK (true)`)
    }
    await owner.query('COMMIT')
    const url = (process: DatabaseProcess) => {
      const own = new URL(ownerUrl)
      own.username = encodeURIComponent(role(process))
      own.password = encodeURIComponent(password(process))
      return own.href
    }
    return Object.fromEntries(PROCESSES.map((process) => [process, url(process)])) as DatabaseUrls
  } finally {
    await owner.end()
  }
}
