-- The recovery codes of an account, void.
DELETE FROM dashboard.recovery_code WHERE username = :username
