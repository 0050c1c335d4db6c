-- The states of the scope.
SELECT state_fips, usps, name, region_id
FROM rollup.state
ORDER BY usps
