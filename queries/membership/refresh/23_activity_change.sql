-- activity_change: by how much the counts of a committee's gatherings and open requests rise and
-- fall, and the last of each that it had, by the first of the snapshot's days on which it shows.
-- A gathering is one of the next 90 days for 90 days, then of the last 90, then of the 90 before
-- these (for turnout) and of the 365 before these (for the usual rhythm). One whose attendance
-- can't be right was held, and not counted.
SELECT
    h.home_id,
    width_bucket(day - 1, CAST(:snapshot_days AS date[])) + 1 AS slot,
    sum(next_90)::int AS next_90,
    sum(gatherings_90)::int AS gatherings_90,
    sum(counted_90)::int AS counted_90,
    sum(attended_90)::int AS attended_90,
    sum(counted_before)::int AS counted_before,
    sum(attended_before)::int AS attended_before,
    sum(year_before)::int AS year_before,
    sum(open)::int AS open,
    sum(open_over_14)::int AS open_over_14,
    max(gathering_on) AS gathering_on,
    max(drill_on) AS drill_on,
    max(visit_on) AS visit_on
FROM (
    SELECT g.committee_id, e.*, 0, 0, NULL::date
    FROM (
        SELECT
            committee_id,
            held_on,
            CASE WHEN attended IS NULL OR f.record_id IS NOT NULL THEN 0 ELSE 1 END AS counted,
            CASE WHEN f.record_id IS NULL THEN coalesce(attended, 0) ELSE 0 END AS people,
            CASE WHEN kind = 'drill' THEN held_on END AS drill_on
        FROM source.gathering
        LEFT JOIN (
            SELECT DISTINCT record_id
            FROM flagged
            WHERE
                source_table = 'gathering'
                AND rule IN ('negative_count', 'absurd_attendance')
        ) AS f ON f.record_id = gathering_id
        WHERE held_on <= :as_of
    ) AS g
    CROSS JOIN LATERAL (
        VALUES
        (g.held_on - 90, 1, 0, 0, 0, 0, 0, 0, NULL, NULL),
        (g.held_on, -1, 1, g.counted, g.people, 0, 0, 0, g.held_on, g.drill_on),
        (g.held_on + 90, 0, -1, -g.counted, -g.people, g.counted, g.people, 1, NULL, NULL),
        (g.held_on + 180, 0, 0, 0, 0, -g.counted, -g.people, 0, NULL, NULL),
        (g.held_on + 455, 0, 0, 0, 0, 0, 0, -1, NULL, NULL)
    ) AS e
    UNION ALL
    SELECT r.committee_id, e.day, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, e.open, e.open_over_14, NULL
    FROM source.support_request AS r
    CROSS JOIN LATERAL (
        VALUES
        (r.opened_on, 1, 0),
        (r.opened_on + 15, 0, CASE WHEN r.resolved_on <= r.opened_on + 15 THEN 0 ELSE 1 END),
        (r.resolved_on, -1, CASE WHEN r.resolved_on <= r.opened_on + 15 THEN 0 ELSE -1 END)
    ) AS e (day, open, open_over_14)
    WHERE r.resolved_on IS NULL OR r.resolved_on > r.opened_on
    UNION ALL
    SELECT committee_id, visited_on, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, visited_on
    FROM source.support_visit
) AS turn (
    committee_id, day, next_90, gatherings_90, counted_90, attended_90, counted_before,
    attended_before, year_before, gathering_on, drill_on, open, open_over_14, visit_on
)
JOIN home AS h ON h.committee_id = turn.committee_id
WHERE day <= :as_of
GROUP BY 1, 2
