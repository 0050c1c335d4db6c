-- In which month of membership members left, by region, tier and half-year of joining.
SELECT
  region_id,
  coalesce(tier_id, '') AS tier_id,
  joined_half,
  entered,
  months,
  has_left AS "left",
  by_list,
  sum(members)::int AS members
FROM rollup.membership_life
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY 1, 2, 3, 4, 5, 6, 7
