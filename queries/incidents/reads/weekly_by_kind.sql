-- Week by week: incidents by kind and verification, and those that nobody answered.
SELECT
  week_start, kind, verification,
  sum(incidents)::float8 AS incidents,
  sum(people_affected)::float8 AS people_affected,
  sum(unanswered)::float8 AS unanswered
FROM rollup.incident_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY week_start, kind, verification
ORDER BY week_start, kind, verification
