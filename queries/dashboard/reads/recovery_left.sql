-- How many recovery codes an account has left.
SELECT count(*) AS n FROM dashboard.recovery_code WHERE username = :username
