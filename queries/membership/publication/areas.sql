-- The regions and the states that make them up, as the publisher may read them.
SELECT
    r.region_id AS area, r.name_en, r.name_es, coalesce(s.state_fips, '') AS state_fips,
    coalesce(s.usps, '') AS state, coalesce(s.name, '') AS state_name
FROM rollup.region AS r
LEFT JOIN rollup.state AS s ON r.region_id = s.region_id
ORDER BY r.region_id, s.state_fips
