-- Who may sign in, with which role and regions.
SELECT username, display_name, password_hash, role, regions, disabled_at IS NOT NULL AS is_disabled
FROM dashboard.account
ORDER BY username
