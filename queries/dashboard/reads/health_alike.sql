-- What the active committees of a region have in common on some days (with commas between), a row a
-- region, a day and figures that are the same: of dues, of training, of dispatches, of growth. What
-- a row is not of is null, as is all where none is active. Whole numbers stay so, and in no order, as
-- in health_on_days.
SELECT
    region_id,
    as_of,
    members,
    covered_by_dues,
    core_certified,
    dispatches_90,
    dispatches_within_60,
    members_90_days_ago,
    joined_90,
    lapsed_90,
    committees
FROM dashboard.health_alike
WHERE as_of = ANY(CAST(string_to_array(:days, ',') AS date []))
