-- What nobody has answered since a day, by state, kind and hour of the report, the oldest first.
SELECT
  u.region_id, s.usps, s.name AS state, u.kind, u.heard_on, u.heard_hour,
  u.waited_hours::float8 AS waited_hours, u.incidents::float8 AS incidents
FROM rollup.unanswered_hour u
LEFT JOIN rollup.state s USING (state_fips)
WHERE u.heard_on >= :first_day
ORDER BY u.heard_on, u.heard_hour, s.name, u.kind
