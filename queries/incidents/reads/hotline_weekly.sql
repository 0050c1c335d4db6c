-- Week by week: calls to the hotline and how many were answered.
SELECT week_start, sum(calls)::float8 AS calls, sum(answered)::float8 AS answered
FROM rollup.hotline_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY week_start
ORDER BY week_start
