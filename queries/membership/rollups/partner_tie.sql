-- partner_tie: the partners that each is tied to, of those that have joined and not left. A tie has
-- no direction, and one that is recorded twice is one; nobody is tied to itself, nor yet by a tie of
-- a day to come.
WITH ends AS (
    SELECT partner_id, other_partner_id, kind, since FROM source.partner_tie
    UNION ALL
    SELECT other_partner_id AS partner_id, partner_id AS other_partner_id, kind, since
    FROM source.partner_tie
),
here AS (
    SELECT o.partner_id, coalesce(s.region_id, 'unknown') AS region_id
    FROM source.partner AS o
    LEFT JOIN source.place AS p ON p.place_id = o.place_id
    LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
    WHERE
        (o.joined_on IS NULL OR o.joined_on <= :as_of)
        AND (o.left_on IS NULL OR o.left_on > :as_of)
        AND NOT EXISTS (
            SELECT FROM flagged AS f WHERE f.source_table = 'partner' AND f.record_id = o.partner_id
        )
)
SELECT
    h.region_id,
    e.partner_id,
    e.other_partner_id,
    string_agg(DISTINCT e.kind, ', ' ORDER BY e.kind) AS kinds,
    min(e.since) AS since
FROM ends AS e
JOIN here AS h ON h.partner_id = e.partner_id
JOIN here AS o ON o.partner_id = e.other_partner_id
WHERE e.partner_id <> e.other_partner_id AND (e.since IS NULL OR e.since <= :as_of)
GROUP BY h.region_id, e.partner_id, e.other_partner_id
