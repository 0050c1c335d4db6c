-- Policies that are or were in force in the counties and states of the scope, and their lists.
SELECT
  policy_id, region_id, state_fips, county_fips, policy, in_force_from, in_force_until,
  first_listed_on, last_listed_on
FROM rollup.policy
ORDER BY policy_id
