-- Let in by the code of a letter, and not by a supervisor's reason.
ALTER TABLE dispute_access ADD COLUMN by_code boolean NOT NULL DEFAULT false;

-- Opens a question for half an hour to the agent to whom the person tells its code, who may pass on in this time what they say. Five wrong codes lock it
-- for an hour. Nobody opens one of their own.
CREATE OR REPLACE FUNCTION assisted_by_code(of_reference text, digest bytea) RETURNS TABLE (verdict text, dispute uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH me AS (
    SELECT id, person FROM staff WHERE id = nullif(current_setting('sightline.staff', true), '')::uuid AND ended_at IS NULL AND role IN ('agent', 'supervisor')
  ), found AS (
    SELECT a.patient, a.id, a.dispute, a.tries >= 5 AND a.tried_at > now() - interval '1 hour' AS locked, coalesce(a.code = digest, false) AS fits
    FROM assisted a, me
    WHERE a.reference = of_reference AND a.dispute IS NOT NULL AND a.patient IS DISTINCT FROM me.person
      AND NOT EXISTS (SELECT FROM dispute_conflict c WHERE c.patient = a.patient AND c.dispute = a.dispute AND c.staff = me.id)
    FOR UPDATE OF a
  ), counted AS (
    UPDATE assisted a SET tried_at = now(),
      tries = CASE WHEN f.fits THEN 0 WHEN a.tried_at > now() - interval '1 hour' THEN a.tries + 1 ELSE 1 END
    FROM found f WHERE a.patient = f.patient AND a.id = f.id AND NOT f.locked
  ), opened AS (
    INSERT INTO dispute_access (patient, dispute, staff, until, by_code)
    SELECT f.patient, f.dispute, me.id, now() + interval '30 minutes', true FROM found f, me WHERE f.fits AND NOT f.locked ON CONFLICT DO NOTHING
  )
  SELECT CASE WHEN locked THEN 'locked' WHEN fits THEN 'right' ELSE 'wrong' END, CASE WHEN fits AND NOT locked THEN found.dispute END FROM found
$$;
