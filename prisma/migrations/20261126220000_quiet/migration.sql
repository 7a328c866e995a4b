-- Once somebody has asked for safe contact, what was to be sent about their question and still waits, is not sent. It tells its caller nothing.
CREATE FUNCTION drop_case_news(of_patient uuid, of_dispute uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM alert_message m WHERE m.state = 'waiting' AND m.cause LIKE 'case:' || of_dispute || ':%'
    AND EXISTS (SELECT FROM dispute d WHERE d.patient = of_patient AND d.id = of_dispute AND d.safe_contact AND m.patient IN (d.patient, d.asker_key))
$$;
REVOKE ALL ON FUNCTION drop_case_news(uuid, uuid) FROM PUBLIC;
