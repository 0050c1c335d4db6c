-- By month of the report and step: the minutes from the report to the step, or waited so far.
SELECT month, step, minutes, closed, sum(incidents)::float8 AS incidents
FROM (
  SELECT date_trunc('month', week_start)::date AS month, step, minutes, true AS closed, incidents
  FROM rollup.delay_week
  WHERE week_start BETWEEN :first_week AND :last_week
  UNION ALL
  SELECT date_trunc('month', week_start)::date, step, minutes, false, incidents
  FROM rollup.open_wait_week
  WHERE week_start BETWEEN :first_week AND :last_week
) AS wait
GROUP BY month, step, minutes, closed
ORDER BY month, step, minutes, closed
