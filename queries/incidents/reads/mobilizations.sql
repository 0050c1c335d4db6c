-- Week by week: national mobilizations, of weeks with any.
SELECT week_start, sum(mobilizations)::float8 AS mobilizations
FROM rollup.mobilization_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY week_start
ORDER BY week_start
