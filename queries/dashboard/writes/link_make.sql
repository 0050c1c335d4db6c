-- A link by which an account's holder sets a password, once.
INSERT INTO dashboard.one_time_link (token_hash, username, expires_at)
VALUES (:token_hash, :username, now() + make_interval(hours => :hours))
