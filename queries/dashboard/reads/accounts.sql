-- Who may sign in, with which role and regions: everyone, or whoever has a name or an address. What is not
-- asked for is NULL, which is nobody's.
SELECT
    username, display_name, role, regions, email,
    disabled_at IS NOT NULL AS is_disabled,
    coalesce(last_used_at, created_at) < now() - make_interval(days => :unused_days) AS is_unused,
    password_hash LIKE '$2%' AS has_password,
    totp_secret IS NOT NULL AS has_second_factor,
    needs_second_factor, is_demo, last_used_at
FROM dashboard.account
WHERE :everyone OR username = :username OR email = :email
ORDER BY username
