-- One step's waits by hour of day and day of week of the report, over the last 52 complete weeks.
SELECT hour, weekday, minutes, closed, sum(incidents)::float8 AS incidents
FROM rollup.delay_hour
WHERE step = :step
GROUP BY hour, weekday, minutes, closed
ORDER BY hour, weekday, minutes, closed
