-- campaign: the campaigns as they stand, in the region of their own place, else of their committee.
SELECT
    c.campaign_id,
    coalesce(own.region_id, h.region_id, 'unknown') AS region_id,
    c.committee_id,
    coalesce(p.name, q.name) AS place_name,
    coalesce(own.usps, s.usps) AS usps,
    coalesce(p.latitude, q.latitude) AS latitude,
    coalesce(p.longitude, q.longitude) AS longitude,
    c.goal,
    c.stage,
    e.changed_on AS stage_since,
    c.started_on,
    -- An aim before the start is a slip: nobody can be past it.
    CASE WHEN c.target_on < c.started_on THEN NULL ELSE c.target_on END AS target_on,
    c.ended_on
FROM source.campaign AS c
LEFT JOIN source.place AS p ON p.place_id = c.place_id
LEFT JOIN source.state AS own ON own.state_fips = p.state_fips
LEFT JOIN home AS h ON h.committee_id = c.committee_id
LEFT JOIN source.committee AS o ON o.committee_id = c.committee_id
LEFT JOIN source.place AS q ON q.place_id = o.place_id
LEFT JOIN source.state AS s ON s.state_fips = q.state_fips
LEFT JOIN (
    SELECT DISTINCT ON (campaign_id) campaign_id, stage, changed_on
    FROM stage_change
    ORDER BY campaign_id, changed_on DESC
) AS e ON e.campaign_id = c.campaign_id AND e.stage = c.stage
WHERE
    (c.started_on IS NULL OR c.started_on <= :as_of)
    AND NOT EXISTS (
        SELECT FROM flagged AS f WHERE f.source_table = 'campaign' AND f.record_id = c.campaign_id
    )
