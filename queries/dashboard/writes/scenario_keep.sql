INSERT INTO dashboard.scenario (name, content, created_by)
VALUES (:name, CAST(:content AS jsonb), :created_by)
RETURNING scenario_id
