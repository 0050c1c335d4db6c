-- What the active committees of a region have in common on some days (with commas between), a row a
-- region, a day and figures that are the same: of dues, of training, of dispatches, of growth. What
-- a row is not of is null, as is all where none is active.
WITH judged AS (
    SELECT
        region_id,
        as_of,
        CASE WHEN status = 'active' THEN members END AS members,
        CASE WHEN status = 'active' THEN covered_by_dues END AS covered_by_dues,
        CASE WHEN status = 'active' THEN core_certified END AS core_certified,
        CASE WHEN status = 'active' THEN dispatches_90 END AS dispatches_90,
        CASE WHEN status = 'active' THEN dispatches_within_60 END AS dispatches_within_60,
        CASE WHEN status = 'active' THEN members_90_days_ago END AS members_90_days_ago,
        CASE WHEN status = 'active' THEN joined_90 END AS joined_90,
        CASE WHEN status = 'active' THEN lapsed_90 END AS lapsed_90
    FROM dashboard.health_snapshot
    WHERE as_of = ANY(CAST(string_to_array(:days, ',') AS date []))
)
SELECT
    region_id,
    as_of,
    members::float8 AS members,
    covered_by_dues::float8 AS covered_by_dues,
    core_certified::float8 AS core_certified,
    dispatches_90::float8 AS dispatches_90,
    dispatches_within_60::float8 AS dispatches_within_60,
    members_90_days_ago::float8 AS members_90_days_ago,
    joined_90::float8 AS joined_90,
    lapsed_90::float8 AS lapsed_90,
    count(*)::float8 AS committees
FROM judged
GROUP BY GROUPING SETS (
    (region_id, as_of, members, covered_by_dues),
    (region_id, as_of, members, core_certified),
    (region_id, as_of, dispatches_90, dispatches_within_60),
    (region_id, as_of, members_90_days_ago, joined_90, lapsed_90)
)
