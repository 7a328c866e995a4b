-- Who may act for whom, as the operator registered it. Days are those of the time zone of the health system, and `until` is the last one.
CREATE TABLE representation (
  patient             uuid        NOT NULL,
  id                  uuid        NOT NULL DEFAULT gen_random_uuid(),
  representative      uuid        NOT NULL,
  kind                text        NOT NULL CHECK (kind IN ('parent', 'guardian', 'mandate')),
  patient_name        text        NOT NULL CHECK (patient_name <> ''),
  representative_name text        NOT NULL CHECK (representative_name <> ''),
  born                date,
  since               date        NOT NULL,
  until               date,
  source              text        NOT NULL CHECK (source <> ''),
  registered_at       timestamptz NOT NULL DEFAULT now(),
  ended_at            timestamptz,
  PRIMARY KEY (patient, id),
  CHECK (patient <> representative),
  CHECK (until >= since),
  CHECK ((kind = 'parent') = (born IS NOT NULL)),
  CHECK (kind <> 'mandate' OR until IS NOT NULL)
);
CREATE INDEX representation_by_whom ON representation (representative);
