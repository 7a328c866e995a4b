-- Questions about entries. A case is what `dispute` says, what happened in it is `dispute_event`, to which rows are only ever added.
CREATE SEQUENCE dispute_number;

CREATE TABLE dispute (
  patient      uuid        NOT NULL,
  id           uuid        NOT NULL DEFAULT gen_random_uuid(),
  reference    text        NOT NULL,
  state        text        NOT NULL,
  resumes      text,
  severity     smallint    NOT NULL CHECK (severity BETWEEN 1 AND 3),
  reasons      text[]      NOT NULL,
  wants        text[]      NOT NULL,
  care         text        NOT NULL CHECK (care IN ('yes', 'no', 'unsure')),
  knows        text        NOT NULL CHECK (knows IN ('yes', 'no', 'unsure')),
  safe_contact boolean     NOT NULL,
  -- Who asks: the patient, somebody who acts for them, an agent for somebody who cannot log in.
  asker        text        NOT NULL CHECK (asker IN ('patient', 'representative', 'assisted')),
  asker_key    uuid        NOT NULL,
  asker_name   text        NOT NULL,
  locale       text        NOT NULL,
  -- Of which organisation the entries are, by its key, of the first where they are of several.
  organisation text        NOT NULL,
  automatic    boolean     NOT NULL,
  assignee     uuid,
  reviewer     uuid,
  provider     text,
  proposal     jsonb,
  outcome      text,
  cause        uuid,
  extended     boolean     NOT NULL DEFAULT false,
  submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  decided_at   timestamptz,
  -- Its steps, states and times, from which its clocks follow: the same as in its events, for those who may not read these.
  marks        jsonb       NOT NULL DEFAULT '[]',
  -- The next deadline of those that run, and which one, and when the next reminder of it is due.
  due_at       timestamptz,
  due          text        CHECK (due IN ('acknowledge', 'provider', 'answer')),
  remind_at    timestamptz,
  events       integer     NOT NULL DEFAULT 0,
  -- Up to which event the asker has seen it.
  seen         integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (patient, id),
  CHECK ((due_at IS NULL) = (due IS NULL))
);
CREATE INDEX dispute_queue ON dispute (due_at, patient, id) WHERE due_at IS NOT NULL;
CREATE INDEX dispute_by_state ON dispute (state, changed_at);
CREATE INDEX dispute_by_assignee ON dispute (assignee, due_at) WHERE assignee IS NOT NULL;
CREATE INDEX dispute_by_provider ON dispute (provider, due_at) WHERE provider IS NOT NULL;
CREATE INDEX dispute_by_cause ON dispute (cause) WHERE cause IS NOT NULL;
CREATE INDEX dispute_by_id ON dispute (id);

CREATE TABLE dispute_entry (
  patient       uuid    NOT NULL,
  dispute       uuid    NOT NULL,
  history_index bigint  NOT NULL,
  log_index     bigint  NOT NULL,
  event         uuid    NOT NULL,
  organisation  text    NOT NULL,
  record_system text    NOT NULL,
  -- A digest of who looked, the same for the same person in every case, and of who is not a person, none.
  who           bytea,
  automatic     boolean NOT NULL,
  verdict       text    NOT NULL CHECK (verdict IN ('verified', 'unchecked', 'unverified')),
  PRIMARY KEY (patient, dispute, history_index)
);
CREATE INDEX dispute_entry_by_who ON dispute_entry (who) WHERE who IS NOT NULL;
CREATE INDEX dispute_entry_by_place ON dispute_entry (patient, history_index);

CREATE TABLE dispute_event (
  patient     uuid        NOT NULL,
  dispute     uuid        NOT NULL,
  number      integer     NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  step        text        NOT NULL,
  party       text        NOT NULL CHECK (party IN ('patient', 'clock', 'agent', 'officer', 'supervisor')),
  author      uuid,
  author_name text        NOT NULL,
  state       text        NOT NULL,
  audience    text        NOT NULL CHECK (audience IN ('everybody', 'staff', 'provider')),
  text        text,
  detail      jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (patient, dispute, number)
);

-- Who of the staff must not see it. And who sees it for a while without holding it: a supervisor with a reason.
CREATE TABLE dispute_conflict (
  patient uuid NOT NULL,
  dispute uuid NOT NULL,
  staff   uuid NOT NULL,
  PRIMARY KEY (patient, dispute, staff)
);
CREATE TABLE dispute_access (
  patient uuid        NOT NULL,
  dispute uuid        NOT NULL,
  staff   uuid        NOT NULL,
  until   timestamptz NOT NULL,
  PRIMARY KEY (patient, dispute, staff, until)
);

-- What was handed in: attachments, and the proofs that the asker's browser attached.
CREATE TABLE dispute_file (
  patient  uuid        NOT NULL,
  dispute  uuid        NOT NULL,
  id       uuid        NOT NULL DEFAULT gen_random_uuid(),
  number   integer     NOT NULL,
  kind     text        NOT NULL CHECK (kind IN ('attachment', 'proof')),
  name     text        NOT NULL,
  type     text        NOT NULL,
  bytes    bytea       NOT NULL,
  audience text        NOT NULL CHECK (audience IN ('everybody', 'staff', 'provider')),
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (patient, dispute, id)
);

-- A question that is being written: by whom, about whose entries.
CREATE TABLE dispute_draft (
  patient    uuid        NOT NULL,
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  author     uuid        NOT NULL,
  entries    bigint[]    NOT NULL,
  answers    jsonb       NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (patient, id)
);

-- Legal hold: nobody but the database's owner erases an entry that a question names while it is open, or can be reopened.
CREATE FUNCTION on_legal_hold(of_patient uuid, place bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (
    SELECT FROM dispute_entry e JOIN dispute d ON d.patient = e.patient AND d.id = e.dispute
    WHERE e.patient = of_patient AND e.history_index = place
      AND d.state NOT IN ('withdrawn') AND (d.state <> 'closed' OR d.decided_at > now() - interval '30 days'))
$$;
REVOKE ALL ON FUNCTION on_legal_hold(uuid, bigint) FROM PUBLIC;
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
CREATE POLICY legal_hold_update ON event AS RESTRICTIVE FOR UPDATE USING (NOT on_legal_hold(patient, history_index));
CREATE POLICY legal_hold_delete ON event AS RESTRICTIVE FOR DELETE USING (NOT on_legal_hold(patient, history_index));

-- A hint for staff: in how many cases of other patients the same person was asked about. It says no more of these.
CREATE FUNCTION cases_about_same_person(of_patient uuid, of_dispute uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT count(DISTINCT (o.patient, o.dispute)) FROM dispute_entry e JOIN dispute_entry o ON o.who = e.who AND o.patient <> e.patient
  WHERE e.patient = of_patient AND e.dispute = of_dispute
$$;
REVOKE ALL ON FUNCTION cases_about_same_person(uuid, uuid) FROM PUBLIC;
