-- A link used up; none is where it was used before or is too old.
DELETE FROM dashboard.one_time_link
WHERE token_hash = :token_hash AND expires_at > now()
    AND expires_at <= now() + make_interval(hours => :hours, mins => 5)
