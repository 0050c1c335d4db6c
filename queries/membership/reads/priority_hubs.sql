-- The partner hubs of the scope.
SELECT partner_id, state_fips, county_fips, joined_on, left_on
FROM rollup.hub
ORDER BY partner_id
