-- Who follows a question: who asked, while they may act for the patient today, else the patient. The rule is that of lib/server/representations.ts.
-- Which day it is and until what age a parent may act, the database is told with its log-ins (lib/db/roles.ts).
CREATE FUNCTION follower_of(of_patient uuid, of_dispute uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN d.asker = 'representative' AND EXISTS (
           SELECT FROM representation r, LATERAL (SELECT (now() AT TIME ZONE current_setting('sightline.time_zone'))::date AS day) AS today
           WHERE r.patient = d.patient AND r.representative = d.asker_key AND r.ended_at IS NULL
             AND r.since <= today.day AND (r.until IS NULL OR today.day <= r.until)
             AND (r.born IS NULL OR today.day < r.born + make_interval(years => current_setting('sightline.child_until_age')::int)))
         THEN d.asker_key ELSE d.patient END
  FROM dispute d WHERE d.patient = of_patient AND d.id = of_dispute
$$;
REVOKE ALL ON FUNCTION follower_of(uuid, uuid) FROM PUBLIC;

-- As before, but for who follows.
CREATE OR REPLACE FUNCTION queue_case_news(of_patient uuid, of_dispute uuid, of_number integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH follower AS (
    SELECT follower_of(d.patient, d.id) AS patient
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
