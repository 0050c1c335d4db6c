-- No more mail for an account.
DELETE FROM dashboard.mailing WHERE username = :username
