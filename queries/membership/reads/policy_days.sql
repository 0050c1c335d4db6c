-- The newest policy of each state of the scope: a policy's day is that from which it is in force,
-- else that of the first list that names it.
SELECT s.usps, max(p.began_on) AS began_on
FROM (
  SELECT state_fips, county_fips, policy, min(coalesce(in_force_from, first_listed_on)) AS began_on
  FROM rollup.policy
  -- What is only applied for is no policy yet.
  WHERE policy NOT LIKE 'pending%'
  GROUP BY state_fips, county_fips, policy
) p
JOIN rollup.state s ON s.state_fips = p.state_fips
WHERE p.began_on IS NOT NULL AND p.began_on <= :as_of
GROUP BY s.usps
ORDER BY s.usps
