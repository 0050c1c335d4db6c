-- When what health is measured from was last saved.
SELECT max(saved_at) AS saved_at
FROM dashboard.health_saving
