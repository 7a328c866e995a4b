import { type Mutation, of } from './mutation.ts'

const FILE = 'lib/db/dispute-rights.ts'

/** Which rows of cases the database shows to whom, and takes from whom, whatever the program asks for. */
export const RIGHTS: readonly Mutation[] = [
  ...of(
    FILE,
    ['lib/db/dispute-rights.test.ts'],
    [
      // Grants.
      [
        "'SELECT, INSERT ON dispute_entry, dispute_event, dispute_file',",
        "'SELECT, INSERT, UPDATE ON dispute_entry, dispute_event, dispute_file',",
      ],
      [
        "'SELECT, INSERT ON dispute_entry, dispute_event, dispute_file',",
        "'SELECT, INSERT, DELETE ON dispute_entry, dispute_event, dispute_file',",
      ],
      [
        "'SELECT ON dispute_conflict',\n    'SELECT, INSERT, UPDATE (entries",
        "'ALL ON dispute_conflict',\n    'SELECT, INSERT, UPDATE (entries",
      ],
      ["dispute_file, dispute_conflict, dispute_access',", "dispute_file, dispute_conflict, dispute_access', 'UPDATE ON dispute_event',"],
      [
        "dispute_file, dispute_conflict, dispute_access',",
        "dispute_file, dispute_conflict, dispute_access', 'DELETE ON dispute_conflict',",
      ],
      ["dispute_file, dispute_conflict, dispute_access',", "dispute_file, dispute_conflict, dispute_access', 'UPDATE ON dispute_access',"],
      ['`SELECT, INSERT, UPDATE (${STEP}, severity) ON dispute`', '`SELECT, INSERT, UPDATE ON dispute`'],
      [
        'reasons, wants, severity, automatic, safe_contact) ON dispute',
        'reasons, wants, severity, automatic, safe_contact, asker_key) ON dispute',
      ],
      ['`SELECT (patient, id, reference, opener, ${STEP}), UPDATE', '`SELECT, UPDATE'],
      ["'INSERT ON dispute_event'", "'SELECT, INSERT ON dispute_event'"],
      ["'SELECT (changed_at), DELETE ON dispute_draft'", "'SELECT, DELETE ON dispute_draft'"],
      ["'SELECT (until, dispute), DELETE ON assisted'", "'SELECT, DELETE ON assisted'"],
      ['looks_from, looks_until, searches, asked, dispute), INSERT', 'looks_from, looks_until, searches, asked, dispute, code), INSERT'],
      [
        "'SELECT (patient, history_index, log_index, id, commitment, event, concealed, withheld, event_nonce, concealed_nonce) ON event'",
        "'SELECT ON event'",
      ],
      // Who the caller is.
      [' AND ended_at IS NULL)`', ')`'],
      // Whose case it is.
      ['NOT EXISTS (SELECT FROM dispute_conflict c', 'true OR NOT EXISTS (SELECT FROM dispute_conflict c'],
      ['AND c.dispute = dispute.id AND', 'AND'],
      ['AND c.staff = ${ME})\n', ')\n'],
      ['patient IS DISTINCT FROM ${MYSELF} AND ', ''],
      ['\n        AND (${OURS} OR provider = ${MY_ORGANISATION})`', '`'],
      ['\n        AND (${OURS} OR provider = ${MY_ORGANISATION})`', '\n        AND ${OURS}`'],
      ['check: `${OURS} OR provider = ${MY_ORGANISATION}`', "check: 'true'"],
      ['check: `${OURS} OR provider = ${MY_ORGANISATION}`', 'check: OURS'],
      // To whom it is open.
      ['d.assignee = ${ME} OR ', ''],
      ['d.reviewer = ${ME} OR ', ''],
      ['d.provider = ${MY_ORGANISATION}\n  OR EXISTS', 'EXISTS'],
      [' AND a.dispute = d.id', ''],
      ['a.dispute = d.id AND a.until > now()', 'a.dispute = d.id'],
      ['d.id = ${table}.dispute${more}', 'd.id = ${table}.dispute'],
      ['AND d.id = ${table}.dispute', 'AND true'],
      // What officers read.
      ["audience = 'provider' AND detail", 'detail'],
      ["audience = 'provider' AND detail ->> 'provider' = ${MY_ORGANISATION}", "audience = 'provider'"],
      ["(audience = 'provider' AND EXISTS", '(EXISTS'],
      [' AND v.dispute = dispute_file.dispute', ''],
      [' AND v.number = dispute_file.number', ''],
      [" AND (${ROLE} <> 'officer' OR organisation = ${MY_ORGANISATION})`,", '`,'],
      [' AND ${ASKED}`', '`'],
      [' AND ${HANDED_IN}`', '`'],
      ["using: `${opened('dispute_entry')} AND", 'using: `true AND'],
      ["using: `${opened('dispute_event')} AND", 'using: `true AND'],
      ["using: `${opened('dispute_file')} AND", 'using: `true AND'],
      // What is written.
      ["`${sameCase('dispute_event')} AND author", '`author'],
      [' AND author = ${ME}', ''],
      [' AND party = ${ROLE}`', '`'],
      ['using: `staff = ${ME} OR ${OURS}`, check', "using: 'true', check"],
      ['using: `staff = ${ME} OR ${OURS}`, check', 'using: OURS, check'],
      ['using: `staff = ${ME} OR ${OURS}`, check', 'using: `staff = ${ME}`, check'],
      ['check: `${OURS}` }', "check: 'true' }"],
      ['dispute_access: {\n      using: `staff = ${ME}`', "dispute_access: {\n      using: 'true'"],
      ["check: `staff = ${ME} AND ${ROLE} = 'supervisor' AND NOT", "check: `${ROLE} = 'supervisor' AND NOT"],
      ["check: `staff = ${ME} AND ${ROLE} = 'supervisor' AND NOT", 'check: `staff = ${ME} AND NOT'],
      [" AND until <= now() + interval '1 hour'`", '`'],
      ["check: opened('dispute_file')", "check: sameCase('dispute_file')"],
      // Of whom anything is read.
      [' AND e.history_index = event.history_index', ''],
      ['e.patient = event.patient AND ', ''],
      [' WHERE e.patient = patient.patient', ''],
      // Answers, second looks, and who is asked for.
      ['`staff = ${ME} AND ${sameCase(table', '`${sameCase(table'],
      ['${sameCase(table, ` AND d.provider = ${MY_ORGANISATION}`)}', 'true'],
      ["using: written('dispute_answer_draft')", "using: 'true'"],
      ["check: written('dispute_answer_draft')", "check: 'true'"],
      ["using: written('dispute_answer_file')", "using: 'true'"],
      ["`${ROLE} = 'supervisor' AND ${sameCase('case_review')}`", "sameCase('case_review')"],
      ["`${ROLE} = 'supervisor' AND ${sameCase('case_review')}`", "`${ROLE} = 'supervisor'`"],
      [' AND (reviewer IS NULL OR reviewer = ${ME})', ''],
      ['(staff = ${ME} AND until > now()) OR', '(until > now()) OR'],
      ['(staff = ${ME} AND until > now()) OR', '(staff = ${ME}) OR'],
      [" OR ${opened('assisted')}", ''],
      ['check: `staff = ${ME} AND ${OURS} AND until > now()`', 'check: `${OURS} AND until > now()`'],
      ['check: `staff = ${ME} AND ${OURS} AND until > now()`', 'check: `staff = ${ME} AND until > now()`'],
      ['check: `staff = ${ME} AND ${OURS} AND until > now()`', 'check: `staff = ${ME} AND ${OURS}`'],
      // The patient’s own log-in.
      ["AND audience <> 'staff'`", '`'],
      ["using: `patient = ${PATIENT} AND audience <> 'staff'`", "using: `audience <> 'staff'`"],
      [" AND party = 'patient'`", '`'],
      ["check: `patient = ${PATIENT} AND party = 'patient'`", "check: `party = 'patient'`"],
      ["using: `patient = ${PATIENT} AND audience = 'everybody'`", "using: `audience = 'everybody'`"],
      ["using: `patient = ${PATIENT} AND audience = 'everybody'`", 'using: `patient = ${PATIENT}`'],
      ["check: `patient = ${PATIENT} AND audience = 'everybody'`", "check: `audience = 'everybody'`"],
      ["check: `patient = ${PATIENT} AND audience = 'everybody'`", 'check: `patient = ${PATIENT}`'],
    ],
  ),
  ...of(FILE, ['lib/server/disputes/workplace.test.ts'], [[' AND asker_key IS DISTINCT FROM ${MYSELF}', '']]),
  ...of(
    FILE,
    ['lib/server/assisted/sessions.test.ts'],
    [
      [' AND asks_for(patient, reference)', ''],
      ["`asker = 'assisted' AND opener", '`opener'],
      [' AND opener = ${ME}', ''],
      [' AND assignee IS NULL', ''],
      [' AND reviewer IS NULL', ''],
      ["check: sameCase('dispute_entry')", "check: 'true'"],
      ["'asks_about(patient, dispute, history_index, event)'", "'true'"],
    ],
  ),
]
