/** Who sees which rows of cases: the patient theirs, staff what their part in a case needs. Used by `roles.ts`. */

export const DISPUTE_TABLES = [
  'dispute',
  'dispute_entry',
  'dispute_event',
  'dispute_conflict',
  'dispute_access',
  'dispute_file',
  'dispute_draft',
  'dispute_answer_draft',
  'dispute_answer_file',
  'case_review',
  'staff_message',
  'assisted',
] as const

type Rule = { readonly using?: string; readonly check: string }
type Rules = Readonly<Record<string, Rule>>

const STEP =
  'state, resumes, assignee, reviewer, provider, proposal, outcome, cause, decided_at, extended, marks, due_at, due, remind_at, events, changed_at'

const ASSISTED = 'patient, id, staff, reference, system, value, name, address, locale, way, document, document_end, answers, remark, until'

export const DISPUTE_GRANTS = {
  web: [
    // What is asked again of an open question changes what it asks, and how urgent it is.
    `SELECT, INSERT, UPDATE (${STEP}, seen, reasons, wants, severity, automatic, safe_contact) ON dispute`,
    'SELECT, INSERT ON dispute_entry, dispute_event, dispute_file',
    'SELECT ON dispute_conflict',
    'SELECT, INSERT, UPDATE (entries, answers, changed_at), DELETE ON dispute_draft',
    'USAGE ON SEQUENCE dispute_number',
    'EXECUTE ON FUNCTION drop_case_news(uuid, uuid), follower_of(uuid, uuid)',
  ],
  staff: [
    `SELECT, INSERT, UPDATE (${STEP}, severity) ON dispute`,
    'SELECT, INSERT ON dispute_entry, dispute_event, dispute_file, dispute_conflict, dispute_access',
    'SELECT (patient, history_index, log_index, id, commitment, event, concealed, withheld, event_nonce, concealed_nonce) ON event',
    'USAGE ON SEQUENCE dispute_number',
    'EXECUTE ON FUNCTION cases_about_same_person(uuid, uuid), seems_known_visit(uuid, uuid)',
    'EXECUTE ON FUNCTION queue_case_news(uuid, uuid, integer), queue_asked(uuid, uuid), dispute_organisations()',
    'SELECT (patient, system, value) ON patient',
    'SELECT, INSERT, UPDATE (finding, basis, text, changed_at), DELETE ON dispute_answer_draft',
    'SELECT, INSERT, DELETE ON dispute_answer_file',
    'SELECT, INSERT (patient, dispute, drawn_by), UPDATE (reviewer, finding, text, reviewed_at) ON case_review',
    `SELECT (${ASSISTED}, started_at, organisation, looks_from, looks_until, searches, asked, dispute), INSERT (${ASSISTED}),
     UPDATE (asked, dispute, code) ON assisted`,
    'EXECUTE ON FUNCTION assisted_search(uuid, uuid, text, timestamptz, timestamptz), assisted_entries(uuid, uuid), assisted_by_code(text, bytea), assisted_today()',
    'EXECUTE ON FUNCTION asks_for(uuid, text), asks_about(uuid, uuid, bigint, uuid)',
  ],
  // Time's own steps: reminders, that a case is closed, that a draft is forgotten; and the e-mails about them.
  worker: [
    `SELECT (patient, id, reference, opener, ${STEP}), UPDATE (${STEP}) ON dispute`,
    'INSERT ON dispute_event',
    'SELECT ON dispute_conflict',
    'EXECUTE ON FUNCTION queue_case_news(uuid, uuid, integer)',
    'SELECT (changed_at), DELETE ON dispute_draft',
    'SELECT (until, dispute), DELETE ON assisted',
    'SELECT (id, role, organisation, email, ended_at) ON staff',
    'SELECT, INSERT, UPDATE (state, changed_at) ON staff_message',
  ],
} as const

const PATIENT = `nullif(current_setting('sightline.patient', true), '')::uuid`
const ME = `nullif(current_setting('sightline.staff', true), '')::uuid`
// In parentheses, so that each is asked once for a query and not for every row.
const mine = (column: string) => `(SELECT ${column} FROM staff WHERE id = ${ME} AND ended_at IS NULL)`
const ROLE = mine('role')
const MY_ORGANISATION = mine('organisation')
const MYSELF = mine('person')

const sameCase = (table: string, more = '') =>
  `EXISTS (SELECT FROM dispute d WHERE d.patient = ${table}.patient AND d.id = ${table}.dispute${more})`

/**
 * Who holds the case, reviews it, answers for the organisation that was asked (none but officers have one), or was let in for a while (of that,
 * everybody sees their own rows alone).
 */
const OPENED = ` AND (d.assignee = ${ME} OR d.reviewer = ${ME} OR d.provider = ${MY_ORGANISATION}
  OR EXISTS (SELECT FROM dispute_access a WHERE a.patient = d.patient AND a.dispute = d.id AND a.until > now()))`

/** An officer reads what their organisation was asked and answered, and what belongs to it; nothing of what another one was asked before. */
const ASKED = `(${ROLE} <> 'officer' OR (audience = 'provider' AND detail ->> 'provider' = ${MY_ORGANISATION}))`
const HANDED_IN = `(${ROLE} <> 'officer' OR (audience = 'provider' AND EXISTS (SELECT FROM dispute_event v
  WHERE v.patient = dispute_file.patient AND v.dispute = dispute_file.dispute AND v.number = dispute_file.number)))`
const OURS = `${ROLE} IN ('agent', 'supervisor')`

const opened = (table: string) => sameCase(table, OPENED)
/** What an officer is writing about a case of their organisation, and nobody else sees. */
const written = (table: string) => `staff = ${ME} AND ${sameCase(table, ` AND d.provider = ${MY_ORGANISATION}`)}`
const REVIEWS = `${ROLE} = 'supervisor' AND ${sameCase('case_review')}`

export const DISPUTE_RULES = {
  web: {
    dispute_event: { using: `patient = ${PATIENT} AND audience <> 'staff'`, check: `patient = ${PATIENT} AND party = 'patient'` },
    dispute_file: { using: `patient = ${PATIENT} AND audience = 'everybody'`, check: `patient = ${PATIENT} AND audience = 'everybody'` },
  },
  staff: {
    dispute: {
      using: `NOT EXISTS (SELECT FROM dispute_conflict c WHERE c.patient = dispute.patient AND c.dispute = dispute.id AND c.staff = ${ME})
        AND patient IS DISTINCT FROM ${MYSELF} AND asker_key IS DISTINCT FROM ${MYSELF}
        AND (${OURS} OR provider = ${MY_ORGANISATION})`,
      check: `${OURS} OR provider = ${MY_ORGANISATION}`,
    },
    dispute_entry: {
      using: `${opened('dispute_entry')} AND (${ROLE} <> 'officer' OR organisation = ${MY_ORGANISATION})`,
      check: sameCase('dispute_entry'),
    },
    dispute_event: {
      using: `${opened('dispute_event')} AND ${ASKED}`,
      check: `${sameCase('dispute_event')} AND author = ${ME} AND party = ${ROLE}`,
    },
    dispute_conflict: { using: `staff = ${ME} OR ${OURS}`, check: `${OURS}` },
    dispute_access: {
      using: `staff = ${ME}`,
      check: `staff = ${ME} AND ${ROLE} = 'supervisor' AND NOT by_code AND until <= now() + interval '1 hour'`,
    },
    dispute_file: { using: `${opened('dispute_file')} AND ${HANDED_IN}`, check: opened('dispute_file') },
    // What a case names, and nothing else of anybody's history.
    event: {
      using: `EXISTS (SELECT FROM dispute_entry e WHERE e.patient = event.patient AND e.history_index = event.history_index)`,
      check: 'false',
    },
    // Whose a case is, for the look that is recorded before its content is read.
    patient: { using: 'EXISTS (SELECT FROM dispute_entry e WHERE e.patient = patient.patient)', check: 'false' },
    dispute_draft: { check: 'false', using: 'false' },
    dispute_answer_draft: { using: written('dispute_answer_draft'), check: written('dispute_answer_draft') },
    dispute_answer_file: { using: written('dispute_answer_file'), check: written('dispute_answer_file') },
    case_review: { using: REVIEWS, check: `${REVIEWS} AND (reviewer IS NULL OR reviewer = ${ME})` },
    // Whoever asks for somebody, while they do; then who sees the question that came of it.
    assisted: {
      using: `(staff = ${ME} AND until > now()) OR ${opened('assisted')}`,
      check: `staff = ${ME} AND ${OURS} AND until > now()`,
    },
  },
} as const satisfies Readonly<Record<string, Rules>>

/** Who passes on what the patient says has been told the code of the case by them, not long ago. */
const TOLD = `EXISTS (SELECT FROM dispute_access a WHERE a.patient = dispute_event.patient AND a.dispute = dispute_event.dispute
  AND a.staff = ${ME} AND a.by_code AND a.until > now())`

/** What a row that staff add must be besides: a case is of somebody for whom they ask, its entries are those that the person has named. */
export const STAFF_INSERTS = {
  dispute: `asker = 'assisted' AND opener = ${ME} AND assignee IS NULL AND reviewer IS NULL AND asks_for(patient, reference)`,
  dispute_entry: 'asks_about(patient, dispute, history_index, event)',
  dispute_event: `step NOT IN ('inform', 'withdraw', 'reopen') OR (detail ->> 'said' IN ('desk', 'telephone') AND ${TOLD})`,
} as const
