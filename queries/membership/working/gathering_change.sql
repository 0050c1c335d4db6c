-- gathering_change: by how much the counts of a committee's gatherings rise and fall, and the last
-- that it had, by the first of the snapshot's days on which it shows. A gathering is one of the next
-- 90 days for 90 days, then of the last 90, then of the 90 before these (for turnout) and of the 365
-- before these (for the usual rhythm). To an action or an outreach anyone may come: its own are those
-- to which members come.
WITH held AS (
    SELECT
        home_id,
        held_on,
        is_drill,
        (attended IS NOT NULL)::int AS counted,
        coalesce(attended, 0) AS people,
        (attended IS NOT NULL AND NOT is_for_all)::int AS own_counted,
        CASE WHEN is_for_all THEN 0 ELSE coalesce(attended, 0) END AS own_people
    FROM held_gathering
)
SELECT
    home_id,
    width_bucket(day - 1, CAST(:snapshot_days AS date[])) + 1 AS slot,
    sum(next_90)::int AS next_90,
    sum(gatherings_90)::int AS gatherings_90,
    sum(counted_90)::int AS counted_90,
    sum(attended_90)::int AS attended_90,
    sum(own_counted_90)::int AS own_counted_90,
    sum(own_attended_90)::int AS own_attended_90,
    sum(counted_before)::int AS counted_before,
    sum(attended_before)::int AS attended_before,
    sum(year_before)::int AS year_before,
    max(gathering_on) AS gathering_on,
    max(drill_on) AS drill_on
FROM (
    SELECT home_id, held_on - 90, 1, 0, 0, 0, 0, 0, 0, 0, 0, NULL::date, NULL::date FROM held
    UNION ALL
    SELECT
        home_id, held_on, -1, 1, counted, people, own_counted, own_people, 0, 0, 0, held_on,
        CASE WHEN is_drill THEN held_on END
    FROM held
    UNION ALL
    SELECT
        home_id, held_on + 90, 0, -1, -counted, -people, -own_counted, -own_people, counted, people, 1,
        NULL, NULL
    FROM held
    UNION ALL
    SELECT home_id, held_on + 180, 0, 0, 0, 0, 0, 0, -counted, -people, 0, NULL, NULL FROM held
    UNION ALL
    SELECT home_id, held_on + 455, 0, 0, 0, 0, 0, 0, 0, 0, -1, NULL, NULL FROM held
) AS turn (
    home_id, day, next_90, gatherings_90, counted_90, attended_90, own_counted_90, own_attended_90,
    counted_before, attended_before, year_before, gathering_on, drill_on
)
WHERE day <= :as_of
GROUP BY 1, 2
