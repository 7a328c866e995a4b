-- What kind of record system it is, and which looks it says that it does not report. NULL where it has not said, empty where it reports every look.
ALTER TABLE record_system
  ADD COLUMN kind text NOT NULL DEFAULT 'other'
    CHECK (kind IN ('practice', 'hospital', 'exchange', 'laboratory', 'images', 'prescriptions', 'ambulance', 'insurance', 'portal', 'other')),
  ADD COLUMN not_reported text[]
    CHECK (not_reported <@ ARRAY['paper', 'maintenance', 'statistics', 'searches', 'refused', 'automatic', 'before']);
