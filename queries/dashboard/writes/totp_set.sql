-- The second factor of an account: set up, or taken away.
UPDATE dashboard.account SET totp_secret = :secret, totp_step = :step WHERE username = :username
