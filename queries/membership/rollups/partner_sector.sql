-- partner_sector: the partners that have joined and not left, by region and sector.
SELECT coalesce(s.region_id, 'unknown') AS region_id, o.sector, count(*) AS partners
FROM source.partner AS o
LEFT JOIN source.place AS p ON p.place_id = o.place_id
LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
WHERE
    (o.joined_on IS NULL OR o.joined_on <= :as_of)
    AND (o.left_on IS NULL OR o.left_on > :as_of)
    AND o.sector IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM flagged AS f WHERE f.source_table = 'partner' AND f.record_id = o.partner_id
    )
GROUP BY 1, 2
