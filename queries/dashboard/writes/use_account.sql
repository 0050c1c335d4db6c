-- An account was used.
UPDATE dashboard.account SET last_used_at = now() WHERE username = :username
