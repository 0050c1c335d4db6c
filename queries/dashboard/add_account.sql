-- A new account; none is made where the name is taken.
INSERT INTO dashboard.account (username, display_name, password_hash, role, regions)
VALUES (:username, :display_name, :password_hash, :role, :regions)
ON CONFLICT (username) DO NOTHING
