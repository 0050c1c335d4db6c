-- What is or was in force in the counties and states of the scope.
SELECT policy_id, state_fips, county_fips, policy, in_force_from, in_force_until, as_of
FROM rollup.policy
ORDER BY policy_id
