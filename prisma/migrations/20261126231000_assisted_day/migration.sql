-- For how many people this staff member has begun to ask within a day, also those whose hour is over: these rows they see no more.
CREATE FUNCTION assisted_today() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer FROM assisted
  WHERE staff = nullif(current_setting('sightline.staff', true), '')::uuid AND started_at > now() - interval '24 hours'
$$;
REVOKE ALL ON FUNCTION assisted_today() FROM PUBLIC;
