-- Every scenario, newest first.
SELECT scenario_id, name, content, created_by, created_at
FROM dashboard.scenario
ORDER BY created_at DESC, scenario_id DESC
