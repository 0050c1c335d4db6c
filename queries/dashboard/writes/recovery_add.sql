-- A code that stands in for a lost second factor.
INSERT INTO dashboard.recovery_code (code_hash, username) VALUES (:code_hash, :username)
