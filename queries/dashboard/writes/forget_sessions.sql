-- Sessions that are over, taken away; those of a clock that was ahead, too.
DELETE FROM dashboard.session
WHERE
    created_at < now() - make_interval(secs => :absolute_seconds)
    OR last_seen_at < now() - make_interval(secs => :idle_seconds)
    OR greatest(created_at, last_seen_at) > now() + interval '5 minutes'
    OR (awaits IS NOT NULL AND created_at < now() - make_interval(secs => :awaiting_seconds))
