-- Links that are no longer good.
DELETE FROM dashboard.one_time_link WHERE expires_at <= now()
