DELETE FROM dashboard.scenario WHERE scenario_id = :scenario_id
