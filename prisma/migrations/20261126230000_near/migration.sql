-- Whether the caller is too near to the people of a case to answer it with many others, unopened: who asks or who looked has their last name, or
-- is they. It says yes or no, and of the caller alone. When a case is opened, the names are compared with more care.
CREATE FUNCTION near_case(of_patient uuid, of_dispute uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH me AS (
    SELECT lower(substring(name FROM '\S+$')) AS surname, subject FROM staff
    WHERE id = nullif(current_setting('sightline.staff', true), '')::uuid
  ), somebody AS (
    SELECT asker_name AS name, NULL AS value FROM dispute WHERE patient = of_patient AND id = of_dispute
    UNION ALL
    SELECT one->>'name', one#>>'{identifier,value}'
    FROM dispute_entry e JOIN event v ON v.patient = e.patient AND v.history_index = e.history_index,
      LATERAL (SELECT event_said(v.concealed) AS said) AS names, LATERAL (VALUES (said->'actor'), (said->'onBehalfOf')) AS who (one)
    WHERE e.patient = of_patient AND e.dispute = of_dispute
  )
  SELECT EXISTS (
    SELECT FROM me, somebody
    WHERE lower(substring(btrim(somebody.name) FROM '\S+$')) = me.surname
      OR (length(somebody.value) >= 6 AND right(me.subject, length(somebody.value)) = somebody.value))
$$;
REVOKE ALL ON FUNCTION near_case(uuid, uuid) FROM PUBLIC;
