-- Tables of one origin. Who may do what with them stands in lib/db/roles.ts.
-- Per-patient tables carry the patient's key first in their primary key and in every unique constraint.

CREATE TABLE record_system (
  id            text PRIMARY KEY,
  client_id     text NOT NULL UNIQUE,
  name          text NOT NULL,
  base_url      text NOT NULL,
  organisation  text NOT NULL,
  name_policy   text NOT NULL DEFAULT 'shown' CHECK (name_policy IN ('shown', 'role-only', 'delayed', 'by-law')),
  name_delay_days integer NOT NULL DEFAULT 0 CHECK (name_delay_days >= 0),
  active        boolean NOT NULL DEFAULT true,
  registered_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE patient (
  patient    uuid PRIMARY KEY,
  system     text NOT NULL,
  value      text NOT NULL,
  label      bytea CHECK (length(label) = 32),
  blind      bytea CHECK (length(blind) = 32),
  vrf_proof  bytea CHECK (length(vrf_proof) = 80),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nulls(label, blind, vrf_proof) IN (0, 3))
);
CREATE INDEX patient_without_label ON patient (created_at) WHERE label IS NULL;

CREATE TABLE submission (
  patient       uuid  NOT NULL,
  record_system text  NOT NULL,
  digest        bytea NOT NULL CHECK (length(digest) = 32),
  event         uuid  NOT NULL,
  PRIMARY KEY (patient, record_system, digest)
);

CREATE TABLE pending (
  patient         uuid        NOT NULL,
  id              uuid        NOT NULL,
  record_system   text        NOT NULL,
  received_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  commitment      bytea       NOT NULL CHECK (length(commitment) = 32),
  event_nonce     bytea       NOT NULL CHECK (length(event_nonce) = 32),
  concealed_nonce bytea       NOT NULL CHECK (length(concealed_nonce) = 32),
  source_nonce    bytea       NOT NULL CHECK (length(source_nonce) = 32),
  event           bytea       NOT NULL,
  concealed       bytea       NOT NULL,
  network         bytea,
  PRIMARY KEY (patient, id)
);
CREATE INDEX pending_in_order ON pending (received_at, id);

-- A sealed event. `nodes`: the subtree hashes, level 1 upward, that this entry completes in its history.
CREATE TABLE event (
  patient         uuid        NOT NULL,
  history_index   bigint      NOT NULL CHECK (history_index >= 0),
  log_index       bigint      NOT NULL CHECK (log_index > 0),
  id              uuid        NOT NULL,
  record_system   text        NOT NULL,
  received_at     timestamptz NOT NULL,
  commitment      bytea       NOT NULL,
  nodes           bytea       NOT NULL,
  event_nonce     bytea,
  concealed_nonce bytea,
  source_nonce    bytea,
  event           bytea,
  concealed       bytea,
  network         bytea,
  withheld        text        CHECK (withheld IN ('by-law', 'retention', 'erased')),
  PRIMARY KEY (patient, history_index),
  UNIQUE (patient, id),
  CHECK (withheld IS NOT NULL OR num_nulls(event_nonce, concealed_nonce, source_nonce, event, concealed) = 0)
);

CREATE TABLE history_head (
  patient  uuid   PRIMARY KEY,
  size     bigint NOT NULL CHECK (size > 0),
  root     bytea  NOT NULL CHECK (length(root) = 32),
  frontier bytea  NOT NULL CHECK (length(frontier) % 32 = 0)
);

-- The map holds labels and no patient: no row-level security.
CREATE TABLE map_head (
  label bytea PRIMARY KEY CHECK (length(label) = 32),
  value bytea NOT NULL CHECK (length(value) = 32)
);

-- 256 slots of 33 bytes: labels below the slot (0, 1, 2 = more), then the subtree's hash.
CREATE TABLE map_tile (
  prefix bytea PRIMARY KEY CHECK (length(prefix) <= 1),
  slots  bytea NOT NULL CHECK (length(slots) = 8448)
);

CREATE TABLE log_head (
  origin          text        PRIMARY KEY,
  term            bigint      NOT NULL DEFAULT 0,
  size            bigint      NOT NULL DEFAULT 0,
  root            bytea       NOT NULL,
  epoch           bigint      NOT NULL DEFAULT 0,
  map_root        bytea       NOT NULL,
  note            text        NOT NULL DEFAULT '',
  map_entry       bytea       NOT NULL DEFAULT '',
  map_entry_proof bytea       NOT NULL DEFAULT '',
  published_at    timestamptz
);

-- `entries`: for each access entry in order patient[16] || event id[16] || commitment[32] || label[32] || blind[32].
CREATE TABLE stage (
  origin    text   PRIMARY KEY REFERENCES log_head (origin),
  term      bigint NOT NULL,
  state     text   NOT NULL CHECK (state IN ('planned', 'signing', 'signed')),
  base_size bigint NOT NULL,
  base_root bytea  NOT NULL,
  size      bigint NOT NULL,
  root      bytea  NOT NULL,
  epoch     bigint NOT NULL,
  map_root  bytea  NOT NULL,
  map_entry bytea  NOT NULL,
  text      text   NOT NULL,
  entries   bytea  NOT NULL,
  note      text,
  CHECK ((state = 'signed') = (note IS NOT NULL))
);

CREATE TABLE session (
  patient    uuid        NOT NULL,
  id         bytea       NOT NULL CHECK (length(id) = 32),
  acr        text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at    timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  PRIMARY KEY (patient, id)
);
