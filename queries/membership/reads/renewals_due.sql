-- Memberships whose dues run out within 90 days, or ran out within the grace (due_within 0), by
-- tier and cycle.
SELECT
  region_id,
  coalesce(tier_id, '') AS tier_id,
  cycle,
  renewal,
  due_within,
  times,
  sum(members)::float8 AS members
FROM rollup.renewal_due
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5, 6
