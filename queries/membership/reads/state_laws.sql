-- The laws of the scope's states.
SELECT law_id, region_id, state_fips, stance, effect, statute, url, verified_on
FROM rollup.state_law
ORDER BY state_fips, law_id
