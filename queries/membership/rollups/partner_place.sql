-- partner_place: the further places in which partners work.
SELECT
    w.partner_place_id,
    coalesce(s.region_id, 'unknown') AS region_id,
    w.partner_id,
    o.name,
    o.sector,
    p.latitude,
    p.longitude,
    o.joined_on,
    o.left_on
FROM source.partner_place AS w
JOIN source.partner AS o ON o.partner_id = w.partner_id
JOIN source.place AS p ON p.place_id = w.place_id
LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
WHERE NOT EXISTS (
    SELECT FROM flagged AS f WHERE f.source_table = 'partner' AND f.record_id = o.partner_id
)
