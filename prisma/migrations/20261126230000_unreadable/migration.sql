-- What an event or its names say, as JSON that can be read. What is none, or has a time that is none, was changed after it was sealed and says
-- nothing: it must not take the other entries with it.
-- Only this language can go on after a mistake. Its semicolons are written as \x3b because migrations are cut at them.
CREATE OR REPLACE FUNCTION event_said(event bytea) RETURNS json LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS E'
DECLARE said jsonb\x3b
BEGIN
  said := replace(convert_from(event, ''UTF8''), ''\\u0000'', ''\\ufffd'')::jsonb\x3b
  PERFORM (said->>''accessedAt'')::timestamptz\x3b
  RETURN said\x3b
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  RETURN NULL\x3b
END';

-- As before, but for how an event is read.
CREATE OR REPLACE FUNCTION seems_known_visit(of_patient uuid, of_dispute uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH look AS MATERIALIZED (
    SELECT history_index, (said->>'accessedAt')::timestamptz AS at, hidden->'actor' AS actor,
           coalesce(said#>>'{organisation,identifier,value}', said#>>'{organisation,name}') AS organisation,
           said->>'kind' = 'access' AND said->>'automatic' = 'false' AND said->'purpose' @> '[{"code":"TREAT"}]' AS treats
    FROM (SELECT history_index, event_said(event)::jsonb AS said, event_said(concealed)::jsonb AS hidden
          FROM event WHERE patient = of_patient AND event IS NOT NULL) AS read
  )
  SELECT EXISTS (
    SELECT FROM dispute_entry e JOIN look asked ON asked.history_index = e.history_index
    JOIN look o ON o.treats AND o.organisation = asked.organisation AND o.actor IS DISTINCT FROM asked.actor
      AND abs(extract(epoch FROM o.at - asked.at)) <= 30 * 86400
    WHERE e.patient = of_patient AND e.dispute = of_dispute
      AND NOT EXISTS (SELECT FROM dispute_entry n WHERE n.patient = of_patient AND n.dispute = of_dispute AND n.history_index = o.history_index))
$$;

CREATE OR REPLACE FUNCTION dispute_organisations() RETURNS TABLE (key text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.organisation, (
    SELECT said#>>'{organisation,name}'
    FROM dispute_entry e JOIN event v ON v.patient = e.patient AND v.history_index = e.history_index, LATERAL (SELECT event_said(v.event) AS said) AS read
    WHERE e.organisation = o.organisation AND v.event IS NOT NULL AND said#>>'{organisation,name}' IS NOT NULL
    LIMIT 1)
  FROM (SELECT DISTINCT organisation FROM dispute_entry) AS o
$$;
