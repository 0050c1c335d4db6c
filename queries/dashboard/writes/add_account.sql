-- A new account; none is made where the name is taken.
INSERT INTO dashboard.account (username, display_name, password_hash, role, regions, email)
VALUES (:username, :display_name, :password_hash, :role, :regions, :email)
ON CONFLICT (username) DO NOTHING
