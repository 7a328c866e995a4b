-- The agent who asked for somebody is not the second one who says that an access was justified.
ALTER TABLE dispute ADD COLUMN opener uuid;

-- Asking for somebody who cannot log in: how an agent has made sure who that is, what they look for, and what came of it. For an hour.
CREATE TABLE assisted (
  patient      uuid        NOT NULL,
  id           uuid        NOT NULL DEFAULT gen_random_uuid(),
  staff        uuid        NOT NULL,
  -- Of the question that may come of it. It stands in the person's list from the first look on.
  reference    text        NOT NULL,
  system       text        NOT NULL,
  value        text        NOT NULL,
  name         text        NOT NULL CHECK (name <> ''),
  address      text,
  locale       text        NOT NULL,
  -- At a desk: the kind of a document and the last four characters of its number. By telephone: which two answers were right.
  way          text        NOT NULL CHECK (way IN ('desk', 'telephone')),
  document     text,
  document_end text        CHECK (length(document_end) = 4),
  answers      text[]      NOT NULL DEFAULT '{}',
  remark       text,
  started_at   timestamptz NOT NULL DEFAULT now(),
  until        timestamptz NOT NULL,
  -- What the person has named: a part of the organisation's name, and days.
  organisation text        CHECK (length(organisation) >= 3),
  looks_from   timestamptz,
  looks_until  timestamptz,
  searches     smallint    NOT NULL DEFAULT 0 CHECK (searches BETWEEN 0 AND 5),
  -- What is asked, as it stands in the letter.
  asked        jsonb       NOT NULL DEFAULT '{}',
  dispute      uuid,
  -- A digest of the code with which the person asks by telephone how it goes.
  code         bytea,
  tries        smallint    NOT NULL DEFAULT 0,
  tried_at     timestamptz,
  PRIMARY KEY (patient, id),
  CHECK (until <= started_at + interval '1 hour'),
  CHECK (looks_until - looks_from <= interval '31 days 1 hour'),
  CHECK ((searches = 0) = (organisation IS NULL) AND (organisation IS NULL) = (looks_from IS NULL) AND (looks_from IS NULL) = (looks_until IS NULL)),
  CHECK ((way = 'desk') = (document IS NOT NULL AND document_end IS NOT NULL) AND (way = 'telephone') = (cardinality(answers) = 2))
);
CREATE INDEX assisted_by_staff ON assisted (staff, started_at);
CREATE INDEX assisted_by_reference ON assisted (reference);
CREATE INDEX assisted_by_dispute ON assisted (dispute) WHERE dispute IS NOT NULL;

-- Says what the person has named. At most five times: an agent looks for an entry, not through a history. False if it cannot be any more.
CREATE FUNCTION assisted_search(of_patient uuid, of_session uuid, of_organisation text, of_from timestamptz, of_until timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH named AS (
    UPDATE assisted SET searches = searches + 1, organisation = of_organisation, looks_from = of_from, looks_until = of_until
    WHERE patient = of_patient AND id = of_session AND staff = nullif(current_setting('sightline.staff', true), '')::uuid
      AND until > now() AND dispute IS NULL AND searches < 5
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM named)
$$;
REVOKE ALL ON FUNCTION assisted_search(uuid, uuid, text, timestamptz, timestamptz) FROM PUBLIC;

-- The looks of others that match what the person has named, to the agent who asks for them, for as long as that lasts: who, from where, when and
-- why. What was looked at stays out.
CREATE FUNCTION assisted_entries(of_patient uuid, of_session uuid)
RETURNS TABLE (history_index bigint, log_index bigint, event uuid, record_system text, said json, concealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.history_index, e.log_index, e.id, e.record_system,
    json_build_object('accessedAt', said->'accessedAt', 'actor', said->'actor', 'onBehalfOf', said->'onBehalfOf', 'organisation', said->'organisation',
      'unit', said->'unit', 'purpose', said->'purpose', 'automatic', said->'automatic', 'origin', said->'origin', 'nameVisibility', said->'nameVisibility'),
    e.concealed
  FROM assisted a JOIN event e ON e.patient = a.patient, LATERAL (SELECT convert_from(e.event, 'UTF8')::json AS said) AS content
  WHERE a.patient = of_patient AND a.id = of_session AND a.staff = nullif(current_setting('sightline.staff', true), '')::uuid
    AND a.until > now() AND a.dispute IS NULL AND a.searches > 0
    AND EXISTS (SELECT FROM staff s WHERE s.id = a.staff AND s.ended_at IS NULL AND s.role IN ('agent', 'supervisor'))
    AND e.withheld IS NULL AND e.event IS NOT NULL AND said->>'kind' = 'access' AND coalesce(said#>>'{actor,kind}', '') <> 'patient'
    AND (said->>'accessedAt')::timestamptz >= a.looks_from AND (said->>'accessedAt')::timestamptz < a.looks_until
    AND (said#>>'{organisation,identifier,value}' = a.organisation
      OR position(lower(a.organisation) IN lower(said#>>'{organisation,name}')) > 0)
  ORDER BY e.history_index DESC LIMIT 100
$$;
REVOKE ALL ON FUNCTION assisted_entries(uuid, uuid) FROM PUBLIC;

-- Opens a question for half an hour to the agent whom the person calls, if the code is right. Five wrong ones lock it for an hour.
CREATE FUNCTION assisted_by_code(of_reference text, digest bytea) RETURNS TABLE (verdict text, dispute uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH me AS (
    SELECT id FROM staff WHERE id = nullif(current_setting('sightline.staff', true), '')::uuid AND ended_at IS NULL AND role IN ('agent', 'supervisor')
  ), found AS (
    SELECT a.patient, a.id, a.dispute, a.tries >= 5 AND a.tried_at > now() - interval '1 hour' AS locked, coalesce(a.code = digest, false) AS fits
    FROM assisted a, me
    WHERE a.reference = of_reference AND a.dispute IS NOT NULL
      AND NOT EXISTS (SELECT FROM dispute_conflict c WHERE c.patient = a.patient AND c.dispute = a.dispute AND c.staff = me.id)
    FOR UPDATE OF a
  ), counted AS (
    UPDATE assisted a SET tried_at = now(),
      tries = CASE WHEN f.fits THEN 0 WHEN a.tried_at > now() - interval '1 hour' THEN a.tries + 1 ELSE 1 END
    FROM found f WHERE a.patient = f.patient AND a.id = f.id AND NOT f.locked
  ), opened AS (
    INSERT INTO dispute_access (patient, dispute, staff, until)
    SELECT f.patient, f.dispute, me.id, now() + interval '30 minutes' FROM found f, me WHERE f.fits AND NOT f.locked ON CONFLICT DO NOTHING
  )
  SELECT CASE WHEN locked THEN 'locked' WHEN fits THEN 'right' ELSE 'wrong' END, CASE WHEN fits AND NOT locked THEN found.dispute END FROM found
$$;
REVOKE ALL ON FUNCTION assisted_by_code(text, bytea) FROM PUBLIC;
