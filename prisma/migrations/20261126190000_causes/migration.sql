-- What is behind many questions at once, such as one bad automatic job: these are joined with it and answered together.
CREATE TABLE cause (
  id            uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  title         text        NOT NULL CHECK (title <> '' AND length(title) <= 200),
  description   text        NOT NULL,
  -- Which questions it is about. What is not said, may be anything.
  organisation  text        CHECK (organisation <> ''),
  record_system text        CHECK (record_system <> ''),
  automatic     boolean,
  asked_from    date,
  asked_until   date,
  -- proposed: justified, and somebody else has to confirm it. answering: each question gets its answer, some have it already.
  state         text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'proposed', 'answering', 'answered')),
  outcome       text,
  -- The answer in each language.
  texts         jsonb,
  created_by    uuid        NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  proposed_by   uuid,
  answered_by   uuid,
  answered_at   timestamptz,
  CHECK ((outcome IS NULL) = (texts IS NULL)),
  CHECK (state = 'open' OR outcome IS NOT NULL),
  CHECK ((state = 'proposed') <= (proposed_by IS NOT NULL)),
  CHECK (state NOT IN ('answering', 'answered') OR answered_by IS NOT NULL),
  CHECK ((state = 'answered') = (answered_at IS NOT NULL)),
  CHECK (answered_by IS NULL OR outcome <> 'justified' OR (proposed_by IS NOT NULL AND proposed_by <> answered_by))
);

CREATE TABLE cause_event (
  number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cause       uuid        NOT NULL REFERENCES cause (id),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  step        text        NOT NULL,
  party       text        NOT NULL CHECK (party IN ('agent', 'supervisor')),
  author      uuid        NOT NULL,
  author_name text        NOT NULL,
  text        text,
  detail      jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX cause_event_by_cause ON cause_event (cause, number);

-- How many questions are joined with a cause, and how many of these wait for its answer: also those that the asker must not see.
CREATE FUNCTION cases_of_cause(of_cause uuid) RETURNS TABLE (joined bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT count(*), count(*) FILTER (WHERE state = 'merged') FROM dispute WHERE cause = of_cause
$$;
REVOKE ALL ON FUNCTION cases_of_cause(uuid) FROM PUBLIC;

-- Whether a question names an entry of this record system. It says yes or no, and no more.
CREATE FUNCTION case_names_record_system(of_patient uuid, of_dispute uuid, system text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT FROM dispute_entry WHERE patient = of_patient AND dispute = of_dispute AND record_system = system)
$$;
REVOKE ALL ON FUNCTION case_names_record_system(uuid, uuid, text) FROM PUBLIC;
