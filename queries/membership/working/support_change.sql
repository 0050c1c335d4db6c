-- support_change: by how much the counts of a committee's open requests rise and fall, and the last
-- visit that it had, by the first of the snapshot's days on which it shows.
SELECT
    h.home_id,
    width_bucket(day - 1, CAST(:snapshot_days AS date[])) + 1 AS slot,
    sum(open)::int AS open,
    sum(open_over_14)::int AS open_over_14,
    max(visit_on) AS visit_on
FROM (
    SELECT r.committee_id, e.day, e.open, e.open_over_14, NULL::date AS visit_on
    FROM source.support_request AS r
    CROSS JOIN LATERAL (
        VALUES
        (r.opened_on, 1, 0),
        (r.opened_on + 15, 0, CASE WHEN r.resolved_on <= r.opened_on + 15 THEN 0 ELSE 1 END),
        (r.resolved_on, -1, CASE WHEN r.resolved_on <= r.opened_on + 15 THEN 0 ELSE -1 END)
    ) AS e (day, open, open_over_14)
    WHERE r.resolved_on IS NULL OR r.resolved_on > r.opened_on
    UNION ALL
    SELECT committee_id, visited_on, 0, 0, visited_on
    FROM source.support_visit
) AS turn
JOIN home AS h ON h.committee_id = turn.committee_id
WHERE day <= :as_of
GROUP BY 1, 2
