-- What an event says, as JSON that can be read: PostgreSQL takes no NUL in a text, and an event may have one.
CREATE FUNCTION event_said(event bytea) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT replace(convert_from(event, 'UTF8'), '\u0000', '\ufffd')::json
$$;
REVOKE ALL ON FUNCTION event_said(bytea) FROM PUBLIC;

-- Whether a look of somebody else matches what a person has named.
CREATE FUNCTION assisted_fits(said json, of_organisation text, looks_from timestamptz, looks_until timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT said->>'kind' = 'access' AND coalesce(said#>>'{actor,kind}', '') <> 'patient'
    AND (said->>'accessedAt')::timestamptz >= looks_from AND (said->>'accessedAt')::timestamptz < looks_until
    AND (said#>>'{organisation,identifier,value}' = of_organisation
      OR position(lower(of_organisation) IN lower(said#>>'{organisation,name}')) > 0)
$$;
REVOKE ALL ON FUNCTION assisted_fits(json, text, timestamptz, timestamptz) FROM PUBLIC;

-- As before, but for how an event is read.
CREATE OR REPLACE FUNCTION assisted_entries(of_patient uuid, of_session uuid)
RETURNS TABLE (history_index bigint, log_index bigint, event uuid, record_system text, said json, concealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.history_index, e.log_index, e.id, e.record_system,
    json_build_object('accessedAt', said->'accessedAt', 'actor', said->'actor', 'onBehalfOf', said->'onBehalfOf', 'organisation', said->'organisation',
      'unit', said->'unit', 'purpose', said->'purpose', 'automatic', said->'automatic', 'origin', said->'origin', 'nameVisibility', said->'nameVisibility'),
    e.concealed
  FROM assisted a JOIN event e ON e.patient = a.patient, LATERAL (SELECT event_said(e.event) AS said) AS content
  WHERE a.patient = of_patient AND a.id = of_session AND a.staff = nullif(current_setting('sightline.staff', true), '')::uuid
    AND a.until > now() AND a.dispute IS NULL AND a.searches > 0
    AND EXISTS (SELECT FROM staff s WHERE s.id = a.staff AND s.ended_at IS NULL AND s.role IN ('agent', 'supervisor'))
    AND e.withheld IS NULL AND e.event IS NOT NULL AND assisted_fits(said, a.organisation, a.looks_from, a.looks_until)
  ORDER BY e.history_index DESC LIMIT 100
$$;

-- Staff begin a case only for somebody for whom they ask at this moment.
CREATE FUNCTION asks_for(of_patient uuid, of_reference text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM assisted a WHERE a.patient = of_patient AND a.reference = of_reference AND a.until > now() AND a.dispute IS NULL AND a.searches > 0
      AND a.staff = nullif(current_setting('sightline.staff', true), '')::uuid)
$$;
REVOKE ALL ON FUNCTION asks_for(uuid, text) FROM PUBLIC;

-- And they ask about no look but one that matches what the person has named.
CREATE FUNCTION asks_about(of_patient uuid, of_dispute uuid, place bigint, of_event uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM dispute d JOIN assisted a ON a.patient = d.patient AND a.reference = d.reference
    JOIN event e ON e.patient = d.patient AND e.history_index = place AND e.id = of_event
    WHERE d.patient = of_patient AND d.id = of_dispute AND d.opener = a.staff AND asks_for(of_patient, d.reference)
      AND a.staff = nullif(current_setting('sightline.staff', true), '')::uuid
      AND e.withheld IS NULL AND e.event IS NOT NULL AND assisted_fits(event_said(e.event), a.organisation, a.looks_from, a.looks_until))
$$;
REVOKE ALL ON FUNCTION asks_about(uuid, uuid, bigint, uuid) FROM PUBLIC;

-- Whoever may make a temporary table must not be asked instead of the tables.
ALTER FUNCTION on_legal_hold(uuid, bigint) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION cases_about_same_person(uuid, uuid) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION seems_known_visit(uuid, uuid) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION dispute_organisations() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION cases_of_cause(uuid) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION case_names_record_system(uuid, uuid, text) SET search_path = pg_catalog, public, pg_temp;

-- As before, but a parent is told nothing any more once the child is of age: then it is the patient who follows it.
CREATE OR REPLACE FUNCTION queue_case_news(of_patient uuid, of_dispute uuid, of_number integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH follower AS (
    SELECT CASE WHEN d.asker = 'representative' AND EXISTS (
             SELECT FROM representation r WHERE r.patient = d.patient AND r.representative = d.asker_key AND r.ended_at IS NULL
               AND r.since <= current_date AND (r.until IS NULL OR r.until >= current_date)
               AND (r.born IS NULL OR r.born + interval '18 years' > current_date))
           THEN d.asker_key ELSE d.patient END AS patient
    FROM dispute d JOIN dispute_event e ON e.patient = d.patient AND e.dispute = d.id
    WHERE d.patient = of_patient AND d.id = of_dispute AND NOT d.safe_contact
      AND e.number = of_number AND e.audience = 'everybody' AND e.party <> 'patient'
  ), place AS (
    SELECT s.patient, p.channel, p.target FROM follower JOIN alert_settings s USING (patient), LATERAL (
      SELECT 'email' AS channel, '' AS target FROM alert_email m WHERE m.patient = s.patient AND m.refused_at IS NULL
      UNION ALL SELECT 'push', encode(m.id, 'hex') FROM alert_push m WHERE m.patient = s.patient
    ) AS p WHERE s.contact <> 'silent'
  ), added AS (
    INSERT INTO alert_message (patient, channel, target, cause, urgent)
    SELECT patient, channel, target, 'case:' || of_dispute || ':' || of_number, false FROM place ON CONFLICT DO NOTHING
    RETURNING patient, channel, target
  )
  SELECT count(*) FROM (
    SELECT graphile_worker.add_job('send', json_build_object('patient', patient, 'channel', channel, 'target', target),
      job_key := 'send:' || patient || ':' || channel || ':' || target) FROM added ORDER BY channel, target OFFSET 0
  ) AS queued
$$;
