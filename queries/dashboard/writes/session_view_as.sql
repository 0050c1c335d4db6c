-- Whose view a session shows: its own, or the preview of another role's.
UPDATE dashboard.session SET view_as = :role, view_as_regions = :regions
WHERE session_id = :session_id
