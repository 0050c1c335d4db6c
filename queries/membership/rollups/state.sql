-- state: the states, as they are.
SELECT state_fips, usps, name, region_id
FROM source.state
