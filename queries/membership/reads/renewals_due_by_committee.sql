-- Memberships whose dues run out within 90 days, by committee (null: none), tier and cycle.
SELECT
  region_id,
  committee_id,
  coalesce(tier_id, '') AS tier_id,
  cycle,
  renewal,
  due_within,
  times,
  sum(members)::float8 AS members
FROM rollup.renewal_due
WHERE due_within > 0
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY 1, 2, 3, 4, 5, 6, 7
