-- Region × kind × week: incidents, false reports left out; the series that alarms are judged on.
SELECT region_id, kind, week_start, sum(incidents)::float8 AS incidents
FROM rollup.incident_week
WHERE verification <> 'false_report' AND week_start BETWEEN :first_week AND :last_week
GROUP BY region_id, kind, week_start
ORDER BY region_id, kind, week_start
