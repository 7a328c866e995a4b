-- What a privacy officer is writing for an answer, and the evidence for it, until it is sent: it is theirs alone.
CREATE TABLE dispute_answer_draft (
  patient    uuid        NOT NULL,
  dispute    uuid        NOT NULL,
  staff      uuid        NOT NULL,
  finding    text,
  basis      text,
  text       text        NOT NULL DEFAULT '',
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (patient, dispute, staff)
);
CREATE TABLE dispute_answer_file (
  patient uuid        NOT NULL,
  dispute uuid        NOT NULL,
  staff   uuid        NOT NULL,
  id      uuid        NOT NULL DEFAULT gen_random_uuid(),
  name    text        NOT NULL,
  type    text        NOT NULL,
  bytes   bytea       NOT NULL,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (patient, dispute, staff, id)
);

-- Finished cases that were drawn at random, each once, and what a supervisor found when they looked whether it was well done.
CREATE TABLE case_review (
  patient     uuid        NOT NULL,
  dispute     uuid        NOT NULL,
  drawn_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  drawn_by    uuid        NOT NULL,
  reviewer    uuid,
  finding     text        CHECK (finding IN ('right', 'wrong')),
  text        text,
  reviewed_at timestamptz,
  PRIMARY KEY (patient, dispute),
  CHECK ((finding IS NULL) = (reviewer IS NULL) AND (finding IS NULL) = (reviewed_at IS NULL))
);
CREATE INDEX case_review_open ON case_review (drawn_at) WHERE finding IS NULL;
CREATE INDEX case_review_done ON case_review (reviewed_at) WHERE finding IS NOT NULL;

CREATE INDEX dispute_by_submission ON dispute (submitted_at);
CREATE INDEX dispute_by_decision ON dispute (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX dispute_entry_by_organisation ON dispute_entry (organisation);

-- The organisations of all cases, by key and by the name that an entry has for them. It says nothing of any case. An event that jsonb does
-- not take has no name for this.
CREATE FUNCTION dispute_organisations() RETURNS TABLE (key text, name text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT o.organisation, (
    SELECT convert_from(v.event, 'UTF8')::jsonb #>> '{organisation,name}'
    FROM dispute_entry e JOIN event v ON v.patient = e.patient AND v.history_index = e.history_index
    WHERE e.organisation = o.organisation AND v.event IS NOT NULL AND position(convert_to('\u0000', 'UTF8') IN v.event) = 0
    LIMIT 1)
  FROM (SELECT DISTINCT organisation FROM dispute_entry) AS o
$$;
REVOKE ALL ON FUNCTION dispute_organisations() FROM PUBLIC;
