-- Who works on people's questions, as the operator registered them. `subject` is whom the identity provider names. A privacy officer answers
-- for one organisation: the identifier of an event's organisation, or its name where it has none.
CREATE TABLE staff (
  id            uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  subject       text        NOT NULL UNIQUE CHECK (subject <> ''),
  name          text        NOT NULL CHECK (name <> ''),
  role          text        NOT NULL CHECK (role IN ('agent', 'officer', 'supervisor')),
  organisation  text        CHECK (organisation <> ''),
  email         text        CHECK (email <> ''),
  registered_at timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  CHECK ((role = 'officer') = (organisation IS NOT NULL))
);

CREATE TABLE staff_session (
  staff      uuid        NOT NULL REFERENCES staff (id),
  id         bytea       NOT NULL,
  acr        text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at    timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  PRIMARY KEY (staff, id)
);
