-- By month and step: the distribution of minutes from the report to the step.
SELECT
  date_trunc('month', week_start)::date AS month, step, minutes,
  sum(incidents)::float8 AS incidents
FROM rollup.delay_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY 1, step, minutes
ORDER BY 1, step, minutes
