-- Every session of an account, ended, but perhaps one.
DELETE FROM dashboard.session
WHERE username = :username AND session_id IS DISTINCT FROM CAST(:but AS bigint)
