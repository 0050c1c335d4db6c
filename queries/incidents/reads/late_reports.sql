-- By region: in which week incidents occurred and how many weeks later they were reported.
SELECT region_id, week_start, delay_weeks, incidents::float8 AS incidents
FROM rollup.report_week
WHERE week_start BETWEEN :first_week AND :last_week
ORDER BY region_id, week_start, delay_weeks
