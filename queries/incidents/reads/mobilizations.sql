-- Week by week: national mobilizations, of weeks with any. Those that belong to no region are everyone's.
SELECT week_start, sum(mobilizations)::float8 AS mobilizations
FROM (
    SELECT week_start, mobilizations FROM rollup.mobilization_week
    UNION ALL
    SELECT week_start, mobilizations FROM rollup.mobilization_for_all
) AS called
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY week_start
ORDER BY week_start
