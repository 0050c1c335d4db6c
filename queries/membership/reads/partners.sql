-- The partners of the scope.
SELECT
    partner_id, region_id, state_fips, name, sector, latitude, longitude, joined_on, left_on
FROM rollup.partner
ORDER BY partner_id
