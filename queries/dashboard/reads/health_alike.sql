-- What the active committees of a region have in common on some days (with commas between), a row a
-- region, a day and figures that are the same: of dues, of training, of dispatches, of growth. What
-- a row is not of is null, as is all where none is active.
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
    committees::float8 AS committees
FROM dashboard.health_alike
WHERE as_of = ANY(CAST(string_to_array(:days, ',') AS date []))
ORDER BY as_of, region_id
