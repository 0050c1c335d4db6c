-- partner: the organizations of the network, where they are and since when.
SELECT
    o.partner_id,
    coalesce(s.region_id, 'unknown') AS region_id,
    p.state_fips,
    o.name,
    o.sector,
    p.latitude,
    p.longitude,
    o.joined_on,
    o.left_on
FROM source.partner AS o
LEFT JOIN source.place AS p ON p.place_id = o.place_id
LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
WHERE NOT EXISTS (
    SELECT FROM flagged AS f WHERE f.source_table = 'partner' AND f.record_id = o.partner_id
)
