-- Nobody works on a question of their own: `person` is the key of a staff member's own history, where they can have one here.
ALTER TABLE staff ADD COLUMN person uuid;

-- Filters of the queue that a staff member keeps, by a name of theirs.
CREATE TABLE staff_view (
  staff      uuid        NOT NULL REFERENCES staff (id),
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  name       text        NOT NULL CHECK (name <> '' AND length(name) <= 60),
  filter     text        NOT NULL CHECK (length(filter) <= 500),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (staff, id),
  UNIQUE (staff, name)
);

-- The order of the queue: what is due first, which is what is overdue longest, then by severity. What has no deadline comes last.
CREATE INDEX dispute_in_order ON dispute (coalesce(due_at, 'infinity'::timestamptz), severity, id)
  WHERE state NOT IN ('decided', 'closed', 'withdrawn');

-- A hint for staff, who see no other entry of the person: whether somebody else of an organisation that is asked about looked for treatment
-- within 30 days. It says yes or no, and no more. An event with a NUL, which jsonb does not take, is passed over.
CREATE FUNCTION seems_known_visit(of_patient uuid, of_dispute uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH look AS MATERIALIZED (
    SELECT history_index, said->>'accessedAt' AS at, hidden->'actor' AS actor,
           coalesce(said#>>'{organisation,identifier,value}', said#>>'{organisation,name}') AS organisation,
           said->>'kind' = 'access' AND NOT (said->'automatic')::boolean AND said->'purpose' @> '[{"code":"TREAT"}]' AS treats
    FROM (SELECT history_index,
            CASE WHEN position(convert_to('\u0000', 'UTF8') IN event) > 0 THEN NULL ELSE convert_from(event, 'UTF8')::jsonb END AS said,
            CASE WHEN position(convert_to('\u0000', 'UTF8') IN concealed) > 0 THEN NULL ELSE convert_from(concealed, 'UTF8')::jsonb END AS hidden
          FROM event WHERE patient = of_patient AND event IS NOT NULL) AS read
  )
  SELECT EXISTS (
    SELECT FROM dispute_entry e JOIN look asked ON asked.history_index = e.history_index
    JOIN look o ON o.treats AND o.organisation = asked.organisation AND o.actor IS DISTINCT FROM asked.actor
      AND abs(extract(epoch FROM o.at::timestamptz - asked.at::timestamptz)) <= 30 * 86400
    WHERE e.patient = of_patient AND e.dispute = of_dispute
      AND NOT EXISTS (SELECT FROM dispute_entry n WHERE n.patient = of_patient AND n.dispute = of_dispute AND n.history_index = o.history_index))
$$;
REVOKE ALL ON FUNCTION seems_known_visit(uuid, uuid) FROM PUBLIC;
