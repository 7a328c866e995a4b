/** Rights on what is about no single patient: security incidents, and causes of many questions. Used by `roles.ts`. */

const ME = `nullif(current_setting('sightline.staff', true), '')::uuid`
// In parentheses, so that it is asked once for a query and not for every row.
const ROLE = `(SELECT role FROM staff WHERE id = ${ME} AND ended_at IS NULL)`
const OURS = `${ROLE} IN ('agent', 'supervisor')`
const SUPERVISOR = `${ROLE} = 'supervisor'`
const AS_ONESELF = `author = ${ME} AND party = ${ROLE}`

export const SUPPORT_GRANTS = {
  web: ['SELECT ON public_incident', 'EXECUTE ON FUNCTION report_incident(text, bytea, bytea, boolean)'],
  staff: [
    'SELECT, UPDATE (state, first_index, last_index, frozen, decided_at, notice, published_at) ON incident',
    'SELECT, INSERT ON incident_event, cause_event',
    'SELECT, INSERT, UPDATE (state, outcome, texts, proposed_by, answered_by, answered_at) ON cause',
    'EXECUTE ON FUNCTION cases_of_cause(uuid), case_names_record_system(uuid, uuid, text), near_case(uuid, uuid), added_to_cause(uuid, text, text[])',
  ],
  worker: ['SELECT (id, reference, code, opened_at, alerted_at), UPDATE (alerted_at) ON incident'],
} as const

type Policy = {
  readonly table: string
  readonly process: 'staff' | 'worker'
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE'
  readonly using?: string
  readonly check?: string
}

/** Who else sees or writes a row of these tables, by no other way than a function or a view: nobody. */
export const SUPPORT_POLICIES: readonly Policy[] = [
  { table: 'incident', process: 'staff', command: 'SELECT', using: OURS },
  { table: 'incident', process: 'staff', command: 'UPDATE', using: SUPERVISOR },
  { table: 'incident', process: 'worker', command: 'ALL', using: 'true' },
  { table: 'incident_event', process: 'staff', command: 'SELECT', using: OURS },
  {
    table: 'incident_event',
    process: 'staff',
    command: 'INSERT',
    check: `${AS_ONESELF} AND (${SUPERVISOR} OR (${OURS} AND step = 'note'))`,
  },
  { table: 'cause', process: 'staff', command: 'SELECT', using: OURS },
  { table: 'cause', process: 'staff', command: 'INSERT', check: `${OURS} AND created_by = ${ME}` },
  { table: 'cause', process: 'staff', command: 'UPDATE', using: OURS },
  { table: 'cause_event', process: 'staff', command: 'SELECT', using: OURS },
  { table: 'cause_event', process: 'staff', command: 'INSERT', check: `${AS_ONESELF} AND ${OURS}` },
]
