-- Links that are no longer good, those of a clock that was ahead among them.
DELETE FROM dashboard.one_time_link WHERE expires_at <= now() OR expires_at > now() + make_interval(hours => :hours, mins => 5)
