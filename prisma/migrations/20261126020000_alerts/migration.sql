-- Alerts. A row of alert_settings is there while somebody has them on, and what belongs to it goes with it.

CREATE TABLE alert_settings (
  patient     uuid        PRIMARY KEY,
  -- usual: a neutral message with a link. nameless: without a link and the service's name. silent: nothing leaves the service.
  contact     text        NOT NULL DEFAULT 'usual' CHECK (contact IN ('usual', 'nameless', 'silent')),
  -- Minutes after midnight in the health system's time zone.
  quiet_from  smallint    CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_until smallint    CHECK (quiet_until BETWEEN 0 AND 1439),
  locale      text        NOT NULL,
  -- Entries of the history below `seen` were looked through, those below `since` only to learn who is known.
  seen        bigint      NOT NULL DEFAULT 0 CHECK (seen >= 0),
  since       bigint      NOT NULL CHECK (since >= 0),
  -- Looks by others since the last weekly digest.
  week        bigint      NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

CREATE TABLE alert_choice (
  patient uuid NOT NULL REFERENCES alert_settings (patient) ON DELETE CASCADE,
  kind    text NOT NULL CHECK (kind IN ('first', 'emergency', 'followed', 'everything', 'digest')),
  channel text NOT NULL CHECK (channel IN ('app', 'email', 'push')),
  PRIMARY KEY (patient, kind, channel)
);

-- Digests of the people and organisations that this history has seen.
CREATE TABLE alert_known (
  patient uuid  NOT NULL REFERENCES alert_settings (patient) ON DELETE CASCADE,
  who     bytea NOT NULL CHECK (length(who) = 32),
  PRIMARY KEY (patient, who)
);

CREATE TABLE alert_followed (
  patient uuid  NOT NULL REFERENCES alert_settings (patient) ON DELETE CASCADE,
  who     bytea NOT NULL CHECK (length(who) = 32),
  PRIMARY KEY (patient, who)
);

-- What is shown in the app. `cause`: `event:` and the event's id, or `digest:` and the day of the week's Monday.
-- `position`: of the entry in the history, or how far the history went.
CREATE TABLE alert (
  patient    uuid        NOT NULL REFERENCES alert_settings (patient) ON DELETE CASCADE,
  cause      text        NOT NULL,
  position   bigint      NOT NULL,
  kinds      text[]      NOT NULL CHECK (cardinality(kinds) > 0),
  looks      bigint      NOT NULL CHECK (looks > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at    timestamptz,
  PRIMARY KEY (patient, cause)
);

-- What leaves the service: one row for each cause and each place it is sent to, claimed before it is handed over. `target`: a push
-- subscription's id in hexadecimal, empty for e-mail.
CREATE TABLE alert_message (
  patient    uuid        NOT NULL REFERENCES alert_settings (patient) ON DELETE CASCADE,
  channel    text        NOT NULL CHECK (channel IN ('email', 'push')),
  target     text        NOT NULL,
  cause      text        NOT NULL,
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  urgent     boolean     NOT NULL,
  state      text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'claimed', 'sent', 'unknown', 'dropped')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (patient, channel, target, cause)
);
CREATE INDEX alert_message_claimed ON alert_message (patient) WHERE state = 'claimed';

CREATE TABLE alert_email (
  patient      uuid        PRIMARY KEY REFERENCES alert_settings (patient) ON DELETE CASCADE,
  address      text        NOT NULL,
  confirmed_at timestamptz NOT NULL DEFAULT now(),
  -- The mail server refuses it: nothing more is sent there.
  refused_at   timestamptz
);

-- Links that were asked for. They outlive the settings by a day, without an address, so that nobody can ask for more by starting over.
CREATE TABLE alert_confirmation (
  patient      uuid        NOT NULL,
  id           bytea       NOT NULL CHECK (length(id) = 16),
  address      text,
  requested_at timestamptz NOT NULL DEFAULT now(),
  mailed_at    timestamptz,
  refused_at   timestamptz,
  PRIMARY KEY (patient, id)
);

CREATE TABLE alert_push (
  patient    uuid        NOT NULL REFERENCES alert_settings (patient) ON DELETE CASCADE,
  id         bytea       NOT NULL CHECK (length(id) = 32),
  endpoint   text        NOT NULL,
  p256dh     text        NOT NULL,
  auth       text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (patient, id)
);

-- Who has alerts on is for nobody else to know: these run with the owner's rights and tell their callers nothing. The tables of the jobs
-- come with graphile-worker's own migrations, before these.

-- One job for each of these people who has alerts on. A job that waits already is enough.
CREATE FUNCTION queue_alerts(patients uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN cardinality(specs) > 0 THEN (SELECT count(*) FROM graphile_worker.add_jobs(specs)) END
  FROM (
    SELECT ARRAY(
      SELECT ROW('alerts', json_build_object('patient', patient), NULL, NULL, NULL, 'alerts:' || patient, NULL, NULL)::graphile_worker.job_spec
      FROM alert_settings WHERE patient = ANY (patients) ORDER BY patient
    ) AS specs OFFSET 0
  ) AS found
$$;
REVOKE ALL ON FUNCTION queue_alerts(uuid[]) FROM PUBLIC;

CREATE FUNCTION queue_confirmation(patient uuid, id bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT FROM graphile_worker.add_job('confirmation', json_build_object('patient', patient, 'id', encode(id, 'hex')))
$$;
REVOKE ALL ON FUNCTION queue_confirmation(uuid, bytea) FROM PUBLIC;
