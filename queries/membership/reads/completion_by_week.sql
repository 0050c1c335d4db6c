-- By week of enrolling: who completed within 30, 60 and 90 days.
SELECT
  enrolled_week,
  sum(enrolled)::float8 AS enrolled,
  sum(completed)::float8 AS completed,
  sum(within_30)::float8 AS within_30,
  sum(within_60)::float8 AS within_60,
  sum(within_90)::float8 AS within_90
FROM rollup.training_cohort
WHERE enrolled_week BETWEEN :first_week AND :last_week
GROUP BY enrolled_week
ORDER BY enrolled_week
