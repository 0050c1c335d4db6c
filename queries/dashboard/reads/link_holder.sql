-- Whose link that is, while it is good.
SELECT l.username
FROM dashboard.one_time_link AS l
INNER JOIN dashboard.account AS a ON a.username = l.username
WHERE l.token_hash = :token_hash AND l.expires_at > now()
    AND l.expires_at <= now() + make_interval(hours => :hours, mins => 5) AND a.disabled_at IS NULL
