-- Incidents of the weeks by kind, and after how many of them people mobilized.
SELECT kind, sum(incidents)::float8 AS incidents, sum(mobilized)::float8 AS mobilized
FROM rollup.mobilized_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY kind
ORDER BY kind
