-- What a one-time code is checked against.
SELECT totp_secret, totp_step FROM dashboard.account WHERE username = :username
