-- Region × kind × week: incidents without false reports, and those of them that are verified.
SELECT
  region_id, kind, week_start,
  sum(incidents)::float8 AS incidents,
  coalesce(sum(incidents) FILTER (WHERE verification = 'verified'), 0)::float8 AS verified
FROM rollup.incident_week
WHERE verification <> 'false_report' AND week_start BETWEEN :first_week AND :last_week
GROUP BY region_id, kind, week_start
ORDER BY region_id, kind, week_start
