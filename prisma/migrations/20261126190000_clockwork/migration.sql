-- What time does by itself: it finds the cases of which somebody is to be reminded.
CREATE INDEX dispute_remind ON dispute (remind_at, patient, id) WHERE remind_at IS NOT NULL;

-- E-mails to staff: one for each case, clock, stage and person, claimed before it is handed over. `since`: when that clock was started, or
-- given more time. A privacy officer is also told that their organisation was asked.
CREATE TABLE staff_message (
  patient    uuid        NOT NULL,
  dispute    uuid        NOT NULL,
  clock      text        NOT NULL CHECK (clock IN ('acknowledge', 'provider', 'answer')),
  since      timestamptz NOT NULL,
  stage      text        NOT NULL CHECK (stage IN ('asked', 'half', 'four-fifths', 'overdue')),
  staff      uuid        NOT NULL,
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  state      text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'claimed', 'sent', 'unknown', 'dropped')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (patient, dispute, clock, since, stage, staff)
);
CREATE INDEX staff_message_claimed ON staff_message (patient) WHERE state = 'claimed';

-- The addresses of staff are for the worker alone: this runs with the owner's rights and tells its caller nothing.
CREATE FUNCTION queue_asked(patient uuid, dispute uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT FROM graphile_worker.add_job('asked', json_build_object('patient', patient, 'dispute', dispute))
$$;
REVOKE ALL ON FUNCTION queue_asked(uuid, uuid) FROM PUBLIC;
