-- A new session.
INSERT INTO dashboard.session (token_hash, username, awaits, device)
VALUES (:token_hash, :username, :awaits, :device)
