-- The further places of partners in the scope, a row each.
SELECT partner_id, region_id, name, sector, latitude, longitude, joined_on, left_on
FROM rollup.partner_place
ORDER BY partner_place_id
