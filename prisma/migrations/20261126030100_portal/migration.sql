-- The portal is a record system too: who reads a list here leaves an event in it. It has no log-in of its own: `web` inserts what it reports.
INSERT INTO record_system (id, client_id, name, base_url, organisation)
VALUES ('portal', 'portal', 'Sightline', 'urn:sightline:portal', 'sightline') ON CONFLICT DO NOTHING;
