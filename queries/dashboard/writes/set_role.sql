-- Another role and other regions for an account.
UPDATE dashboard.account SET role = :role, regions = :regions WHERE username = :username
