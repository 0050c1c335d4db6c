-- first_record: the day of the organization's first record of each kind, in one row. Before it, and
-- where there is none, the kind's figures are unknown; after it, none is zero.
SELECT
    (SELECT min(joined_on) FROM source.member) AS member_on,
    (SELECT min(least(paid_on, covers_from)) FROM source.dues_payment) AS payment_on,
    g.gathering_on,
    g.counted_on,
    g.drill_on,
    r.coordinator_on,
    r.responder_on,
    (
        SELECT min(least(e.enrolled_on, e.completed_on))
        FROM source.enrollment AS e
        JOIN source.course AS c ON c.course_id = e.course_id AND c.is_core
    ) AS core_on,
    (SELECT min(opened_on) FROM source.support_request) AS request_on,
    (SELECT min(visited_on) FROM source.support_visit) AS visit_on
FROM (
    SELECT
        min(held_on) AS gathering_on,
        min(held_on) FILTER (WHERE attended IS NOT NULL) AS counted_on,
        min(held_on) FILTER (WHERE kind = 'drill') AS drill_on
    FROM source.gathering
) AS g
CROSS JOIN (
    SELECT
        min(started_on) FILTER (WHERE role = 'coordinator') AS coordinator_on,
        min(started_on) FILTER (WHERE role = 'responder') AS responder_on
    FROM source.role_term
) AS r
