-- One session of an account, ended.
DELETE FROM dashboard.session WHERE session_id = :session_id AND username = :username
