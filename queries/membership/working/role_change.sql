-- role_change: by how much the people in a committee's roles rise and fall, by the first of the
-- snapshot's days on which it shows.
SELECT
    home_id,
    width_bucket(day - 1, CAST(:snapshot_days AS date[])) + 1 AS slot,
    sum(coordinators)::int AS coordinators,
    sum(coordinators_core)::int AS coordinators_core,
    sum(responders)::int AS responders
FROM role_day
GROUP BY 1, 2
