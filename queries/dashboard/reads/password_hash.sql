-- What a password is checked against.
SELECT password_hash FROM dashboard.account WHERE username = :username
