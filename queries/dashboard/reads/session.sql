-- A session that is not over, with its account as it stands now. One that a clock ahead dated into days to come is
-- over: it would hold for as long as that clock was ahead.
SELECT
    s.session_id, s.awaits, s.view_as, s.view_as_regions,
    s.last_seen_at < now() - interval '1 minute' AS is_due,
    a.username, a.display_name, a.role, a.regions, a.email,
    a.disabled_at IS NOT NULL AS is_disabled,
    coalesce(a.last_used_at, a.created_at) < now() - make_interval(days => :unused_days)
    AS is_unused,
    a.password_hash LIKE '$2%' AS has_password,
    a.totp_secret IS NOT NULL AS has_second_factor,
    a.needs_second_factor, a.is_demo, a.last_used_at
FROM dashboard.session AS s
INNER JOIN dashboard.account AS a ON a.username = s.username
WHERE
    s.token_hash = :token_hash
    AND greatest(s.created_at, s.last_seen_at) < now() + interval '5 minutes'
    AND s.created_at > now() - make_interval(secs => :absolute_seconds)
    AND s.last_seen_at > now() - make_interval(secs => :idle_seconds)
    AND (s.awaits IS NULL OR s.created_at > now() - make_interval(secs => :awaiting_seconds))
