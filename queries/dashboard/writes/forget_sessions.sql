-- Sessions that are over, taken away.
DELETE FROM dashboard.session
WHERE
    created_at < now() - make_interval(secs => :absolute_seconds)
    OR last_seen_at < now() - make_interval(secs => :idle_seconds)
    OR (awaits IS NOT NULL AND created_at < now() - make_interval(secs => :awaiting_seconds))
