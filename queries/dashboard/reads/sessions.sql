-- The sessions of an account that are not over.
SELECT session_id, device, created_at, last_seen_at
FROM dashboard.session
WHERE
    username = :username
    AND awaits IS NULL
    AND created_at > now() - make_interval(secs => :absolute_seconds)
    AND greatest(created_at, last_seen_at) < now() + interval '5 minutes'
    AND last_seen_at > now() - make_interval(secs => :idle_seconds)
ORDER BY last_seen_at DESC, session_id DESC
