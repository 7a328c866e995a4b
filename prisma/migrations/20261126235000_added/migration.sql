-- To which questions that wait for a cause's answer something was added since it was last proposed, or begun to be given: how much, and nothing of
-- what it says. Also those that the caller must not see.
CREATE FUNCTION added_to_cause(of_cause uuid, since text, steps text[]) RETURNS TABLE (dispute uuid, added bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.id, count(*) FROM dispute d JOIN dispute_event v ON v.patient = d.patient AND v.dispute = d.id
  WHERE d.cause = of_cause AND d.state = 'merged' AND v.step = ANY (steps)
    AND v.at > (SELECT max(c.at) FROM cause_event c WHERE c.cause = of_cause AND c.step = since)
  GROUP BY d.id
$$;
REVOKE ALL ON FUNCTION added_to_cause(uuid, text, text[]) FROM PUBLIC;
