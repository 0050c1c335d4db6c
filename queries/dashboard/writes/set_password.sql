-- Another password for an account.
UPDATE dashboard.account SET password_hash = :password_hash WHERE username = :username
