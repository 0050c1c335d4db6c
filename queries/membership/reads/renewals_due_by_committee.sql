-- Memberships whose dues run out within 90 days, by committee (null: none), tier and cycle: how many,
-- of how many soon, and the sums of what is foretold of a member by tier, cycle, number of the
-- renewal and renewals within the days (:foretold, JSON). In no order: to sort by names takes a
-- quarter of all.
SELECT
  d.region_id,
  d.committee_id,
  coalesce(d.tier_id, '') AS tier_id,
  d.cycle,
  sum(d.members)::float8 AS members,
  coalesce(sum(d.members) FILTER (WHERE d.due_within <= :soon_days), 0)::float8 AS soon,
  coalesce(sum(d.members * f.lapses), 0) AS lapses,
  coalesce(sum(d.members * f.variance), 0) AS variance,
  coalesce(sum(d.members * f.by_first), 0) AS by_first,
  coalesce(sum(d.members * f.by_second), 0) AS by_second
FROM rollup.renewal_due d
LEFT JOIN json_to_recordset(CAST(:foretold AS json)) AS f (
  tier_id text, cycle text, renewal int, times int,
  lapses float8, variance float8, by_first float8, by_second float8
)
  ON coalesce(d.tier_id, '') = f.tier_id
  AND d.cycle = f.cycle AND d.renewal = f.renewal AND d.times = f.times
WHERE d.due_within > 0
GROUP BY 1, 2, 3, 4
