-- One account, as it stands now.
SELECT username, display_name, password_hash, role, regions, disabled_at IS NOT NULL AS is_disabled
FROM dashboard.account
WHERE username = :username
