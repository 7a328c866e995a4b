-- That there is news in somebody's question: a message for each place that the person who follows it has confirmed, and nothing that says
-- what it is about. Who that is, and whether they are told, is not for staff to know: this runs with the owner's rights and tells nothing.
-- The follower is who asked, while they may act for the patient, else the patient. A question can ask that nothing leaves the service.
CREATE FUNCTION queue_case_news(of_patient uuid, of_dispute uuid, of_number integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH follower AS (
    SELECT CASE WHEN d.asker = 'representative' AND EXISTS (
             SELECT FROM representation r WHERE r.patient = d.patient AND r.representative = d.asker_key AND r.ended_at IS NULL
               AND (r.until IS NULL OR r.until >= current_date))
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
REVOKE ALL ON FUNCTION queue_case_news(uuid, uuid, integer) FROM PUBLIC;
