-- home: the places where a fact is counted, one row each: every committee, with its region, and
-- every region at large (no committee), the unknown one included.
-- Unique: committee_id. Where it is null nothing is equal to it.
SELECT
    row_number() OVER (ORDER BY committee_id, region_id)::int AS home_id,
    committee_id,
    region_id
FROM (
    SELECT c.committee_id, coalesce(s.region_id, 'unknown') AS region_id
    FROM source.committee AS c
    LEFT JOIN source.place AS p ON p.place_id = c.place_id
    LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
    UNION ALL
    (
        SELECT NULL, region_id FROM source.region
        UNION
        SELECT NULL, region_id FROM source.state
        UNION
        SELECT NULL, 'unknown'
    )
) AS place
