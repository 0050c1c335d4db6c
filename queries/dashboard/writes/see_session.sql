-- A sign of life.
UPDATE dashboard.session SET last_seen_at = now() WHERE session_id = :session_id
