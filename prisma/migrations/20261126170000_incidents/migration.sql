-- Security incidents: that the log contradicted itself, or that somebody says so. Nothing here is about a person.
CREATE SEQUENCE incident_number;

CREATE TABLE incident (
  id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  reference    text        NOT NULL UNIQUE,
  -- What the evidence says that it found.
  code         text        NOT NULL,
  -- Of the contradiction, however often and with whatever time it is reported. Of what proves nothing, of its bytes.
  digest       bytea       NOT NULL UNIQUE CHECK (length(digest) = 32),
  -- None where it held an answer: that is health data, and proves nothing.
  evidence     bytea       CHECK (length(evidence) <= 1048576),
  proved       boolean     NOT NULL,
  state        text        NOT NULL DEFAULT 'reported' CHECK (state IN ('reported', 'confirmed', 'unfounded', 'contained', 'decided')),
  reports      integer     NOT NULL DEFAULT 1,
  -- Entries of the log that may be affected, both ends included.
  first_index  bigint,
  last_index   bigint,
  frozen       boolean     NOT NULL DEFAULT false,
  opened_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  reported_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  decided_at   timestamptz,
  -- A text for each language.
  notice       jsonb,
  published_at timestamptz,
  -- When the operator was told.
  alerted_at   timestamptz,
  CHECK ((first_index IS NULL) = (last_index IS NULL) AND first_index BETWEEN 0 AND last_index),
  CHECK (first_index IS NOT NULL OR NOT frozen),
  CHECK ((state = 'decided') = (decided_at IS NOT NULL)),
  CHECK (published_at IS NULL OR (notice IS NOT NULL AND state = 'decided')),
  CHECK (NOT (proved AND state = 'unfounded'))
);
CREATE INDEX incident_queue ON incident (state, opened_at);

CREATE TABLE incident_event (
  number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident    uuid        NOT NULL REFERENCES incident (id),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  step        text        NOT NULL,
  party       text        NOT NULL CHECK (party IN ('reporter', 'agent', 'supervisor')),
  author      uuid,
  author_name text,
  state       text        NOT NULL,
  text        text,
  detail      jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX incident_event_by_incident ON incident_event (incident, number);

-- What everybody may know.
CREATE VIEW public_incident AS
SELECT reference, state, first_index, last_index, frozen, opened_at, decided_at, published_at,
       CASE WHEN published_at IS NOT NULL THEN notice END AS notice
FROM incident WHERE frozen OR published_at IS NOT NULL;

-- Takes a report: a known one is counted, a new one opens an incident and, if it is proved, has the operator told. Nothing comes back where
-- there are too many: of unproven ones that nobody has looked at, or of proved ones in an hour. After a few in an hour the operator knows.
CREATE FUNCTION report_incident(new_code text, new_digest bytea, new_evidence bytea, is_proved boolean)
RETURNS TABLE (reference text, opened boolean, told boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH known AS (
    UPDATE incident i SET reports = i.reports + 1, reported_at = clock_timestamp() WHERE i.digest = new_digest RETURNING i.reference
  ), lately AS (
    SELECT count(*) AS proved FROM incident i WHERE i.proved AND i.opened_at > now() - interval '1 hour'
  ), opened AS (
    INSERT INTO incident AS i (reference, code, digest, evidence, proved)
    SELECT 'I-' || extract(year FROM now()) || '-' || lpad(n, greatest(4, length(n)), '0'), new_code, new_digest, new_evidence, is_proved
    FROM (
      SELECT nextval('incident_number')::text AS n FROM lately
      WHERE NOT EXISTS (SELECT FROM incident k WHERE k.digest = new_digest)
        AND CASE WHEN is_proved THEN lately.proved < 60 ELSE (SELECT count(*) FROM incident u WHERE NOT u.proved AND u.state = 'reported') < 200 END
    ) AS place
    ON CONFLICT (digest) DO UPDATE SET reports = i.reports + 1
    RETURNING i.id, i.reference, i.reports = 1 AS fresh
  ), noted AS (
    INSERT INTO incident_event (incident, step, party, state) SELECT id, 'report', 'reporter', 'reported' FROM opened WHERE fresh
  )
  SELECT known.reference, false, false FROM known
  UNION ALL
  SELECT opened.reference, fresh, CASE WHEN fresh AND is_proved AND lately.proved < 10 THEN
      (graphile_worker.add_job('incident', json_build_object('incident', opened.id), job_key => 'incident:' || opened.id)).id IS NOT NULL
    ELSE false END
  FROM opened, lately
$$;
REVOKE ALL ON FUNCTION report_incident(text, bytea, bytea, boolean) FROM PUBLIC;
