-- What the public pages show, and what is checked again and again. Nothing in these tables is about a person.

-- How large the log was at the end of a day.
CREATE TABLE log_day (
  origin       text        NOT NULL REFERENCES log_head (origin),
  day          date        NOT NULL,
  size         bigint      NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (origin, day)
);

-- Accesses of a day that a record system has reported: when it says that it recorded the first and the last of them, and when they came here.
CREATE TABLE record_system_day (
  record_system     text        NOT NULL,
  day               date        NOT NULL,
  events            bigint      NOT NULL,
  received_at       timestamptz NOT NULL,
  first_received_at timestamptz NOT NULL,
  first_recorded_at timestamptz NOT NULL,
  last_recorded_at  timestamptz NOT NULL,
  PRIMARY KEY (record_system, day)
);

-- By its own word, when each key last cosigned a checkpoint of ours that we published.
CREATE TABLE cosigned (
  origin    text   NOT NULL REFERENCES log_head (origin),
  name      text   NOT NULL,
  key_id    text   NOT NULL,
  timestamp bigint NOT NULL,
  PRIMARY KEY (origin, name, key_id)
);

CREATE TABLE fsck_run (
  started_at  timestamptz PRIMARY KEY,
  finished_at timestamptz NOT NULL,
  size        bigint      NOT NULL,
  events      bigint      NOT NULL,
  differences bigint      NOT NULL
);

-- Releases of the web client: what is logged is the hash of the manifest.
CREATE TABLE release (
  manifest    bytea       PRIMARY KEY CHECK (length(manifest) = 32),
  proposed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  log_index   bigint      UNIQUE
);

-- What was sealed before the counts were kept. A year 0 was once taken, and is none that a date can have.
INSERT INTO record_system_day (record_system, day, events, received_at, first_received_at, first_recorded_at, last_recorded_at)
SELECT record_system, accessed::date, count(*), max(received_at), min(received_at), min(recorded)::timestamptz, max(recorded)::timestamptz
FROM (
  SELECT record_system, received_at, convert_from(substring(event FROM 16 FOR 10), 'UTF8') AS accessed,
         substring(convert_from(event, 'UTF8') FROM '"recordedAt":"([^"]+)"') COLLATE "C" AS recorded
  FROM event WHERE event IS NOT NULL
) AS sealed
WHERE accessed !~ '^0000' AND recorded !~ '^0000'
GROUP BY record_system, accessed;
INSERT INTO log_day (origin, day, size, published_at)
SELECT origin, (published_at AT TIME ZONE 'UTC')::date, size, published_at FROM log_head WHERE size > 0;
