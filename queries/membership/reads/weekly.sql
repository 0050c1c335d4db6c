-- Week by week: membership, gatherings, training and roles of the scope.
SELECT
  week_start,
  sum(members)::float8 AS members,
  sum(good_standing)::float8 AS good_standing,
  sum(joined)::float8 AS joined,
  sum(lapsed)::float8 AS lapsed,
  sum(gatherings)::float8 AS gatherings,
  sum(gatherings_counted)::float8 AS gatherings_counted,
  sum(attended)::float8 AS attended,
  sum(enrolled)::float8 AS enrolled,
  sum(completed)::float8 AS completed,
  sum(core_certified)::float8 AS core_certified,
  sum(coordinators)::float8 AS coordinators,
  sum(coordinators_core)::float8 AS coordinators_core
FROM rollup.region_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY week_start
ORDER BY week_start
