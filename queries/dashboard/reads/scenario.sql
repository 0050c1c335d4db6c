SELECT scenario_id, name, content, created_by, created_at
FROM dashboard.scenario
WHERE scenario_id = :scenario_id
