-- The Monday of the last weekly digest: what others do later on that day is counted in the next one.
ALTER TABLE alert_settings ADD COLUMN digest_day date;
