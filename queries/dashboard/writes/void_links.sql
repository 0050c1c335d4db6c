-- The one-time links of an account, void.
DELETE FROM dashboard.one_time_link WHERE username = :username
