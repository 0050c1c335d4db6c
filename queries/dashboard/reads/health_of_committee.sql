-- What the health of one committee is measured from, a row a day that was saved.
SELECT
    region_id,
    committee_id,
    as_of,
    kept,
    status,
    formed_on,
    members::float8 AS members,
    members_90_days_ago::float8 AS members_90_days_ago,
    joined_90::float8 AS joined_90,
    lapsed_90::float8 AS lapsed_90,
    covered_by_dues::float8 AS covered_by_dues,
    gatherings_90::float8 AS gatherings_90,
    own_rhythm_90,
    counted_gatherings_90::float8 AS counted_gatherings_90,
    attended_90::float8 AS attended_90,
    coordinators::float8 AS coordinators,
    coordinators_core::float8 AS coordinators_core,
    core_certified::float8 AS core_certified,
    responders::float8 AS responders,
    dispatches_90::float8 AS dispatches_90,
    dispatches_within_60::float8 AS dispatches_within_60,
    requests_open::float8 AS requests_open,
    requests_open_over_14_days::float8 AS requests_open_over_14_days,
    days_since_last_gathering::float8 AS days_since_last_gathering,
    days_since_last_drill::float8 AS days_since_last_drill,
    days_since_last_visit::float8 AS days_since_last_visit
FROM dashboard.health_snapshot
WHERE committee_id = :committee_id AND as_of BETWEEN :first_day AND :last_day
ORDER BY as_of
