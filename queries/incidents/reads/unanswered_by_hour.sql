-- By hour of day: incidents of the period, and those that nobody answered.
SELECT hour, sum(incidents)::float8 AS incidents, sum(unanswered)::float8 AS unanswered
FROM rollup.incident_hour
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY hour
ORDER BY hour
