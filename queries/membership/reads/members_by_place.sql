-- Members at the end of a month, and who joined in the months up to it: a row a committee and, of
-- members without one, a row a state.
WITH of_committee AS (
  SELECT
    committee_id,
    sum(members) FILTER (WHERE month_start = :last_month) AS members,
    sum(joined) AS joined
  FROM rollup.committee_membership
  WHERE committee_id IS NOT NULL AND month_start BETWEEN :first_month AND :last_month
  GROUP BY committee_id
)
SELECT
  c.committee_id, c.region_id, s.state_fips, c.county_fips, c.status, c.place_name, c.usps,
  c.latitude, c.longitude,
  coalesce(m.members, 0)::float8 AS members,
  coalesce(m.joined, 0)::float8 AS joined
FROM rollup.committee c
LEFT JOIN rollup.state s ON s.usps = c.usps
LEFT JOIN of_committee m ON m.committee_id = c.committee_id
UNION ALL
SELECT
  NULL, region_id, state_fips, NULL, NULL, NULL, NULL, NULL, NULL,
  coalesce(sum(members) FILTER (WHERE month_start = :last_month), 0)::float8,
  sum(joined)::float8
FROM rollup.at_large_month
WHERE month_start BETWEEN :first_month AND :last_month
GROUP BY region_id, state_fips
ORDER BY committee_id, region_id, state_fips
