-- A recovery code, used up.
DELETE FROM dashboard.recovery_code WHERE code_hash = :code_hash AND username = :username
