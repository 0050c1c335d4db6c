-- An account taken away.
DELETE FROM dashboard.account WHERE username = :username
