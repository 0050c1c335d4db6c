-- What health is measured from, by committee and day, of the newest saved day up to each of some
-- days (with commas between), none before the first. Whole numbers stay so: as fractions,
-- thousands of rows take half as long again to write. In no order: for one, PostgreSQL goes through
-- the table day by day, which takes longer than all else.
SELECT
    region_id,
    committee_id,
    as_of,
    status,
    formed_on,
    members,
    members_90_days_ago,
    joined_90,
    lapsed_90,
    covered_by_dues,
    gatherings_90,
    own_rhythm_90,
    counted_gatherings_90,
    attended_90,
    coordinators,
    coordinators_core,
    core_certified,
    responders,
    dispatches_90,
    dispatches_within_60,
    requests_open,
    requests_open_over_14_days,
    days_since_last_gathering,
    days_since_last_drill,
    days_since_last_visit
FROM dashboard.health_snapshot
WHERE
    as_of = ANY(
        -- An array is looked up in the index; of a set all days of the region would be read.
        ARRAY(
            SELECT (
                SELECT max(saved.as_of)
                FROM dashboard.health_snapshot saved
                WHERE saved.as_of BETWEEN :first_day AND asked.day
            )
            FROM unnest(CAST(string_to_array(:days, ',') AS date [])) AS asked (day)
        )
    )
