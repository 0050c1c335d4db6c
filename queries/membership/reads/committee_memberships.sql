-- Committee (null: none, by region), or one alone (:committee_id; empty: all): members at the end of
-- the last month, and who joined, returned and lapsed from the first month to it.
SELECT
  region_id,
  committee_id,
  coalesce(sum(members) FILTER (WHERE month_start = :last_month), 0)::float8 AS members,
  coalesce(
    sum(members - good_standing - no_payment - not_listed) FILTER (WHERE month_start = :last_month), 0
  )::float8 AS behind,
  sum(joined)::float8 AS joined,
  sum(returned)::float8 AS returned,
  sum(lapsed)::float8 AS lapsed
FROM rollup.committee_membership
WHERE
  month_start BETWEEN :first_month AND :last_month
  AND (:committee_id = '' OR committee_id = :committee_id)
GROUP BY region_id, committee_id
ORDER BY region_id, committee_id
