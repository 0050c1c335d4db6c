-- first_record: the day of the organization's first record of each kind, in one row. Before it, and
-- where there is none, the kind's figures are unknown; after it, none is zero.
SELECT
    (SELECT min(day) FROM joining_day) AS member_on,
    (SELECT min(day) FROM payment_day) AS payment_on,
    g.gathering_on,
    g.counted_on,
    g.drill_on,
    r.coordinator_on,
    r.responder_on,
    (SELECT min(day) FROM core_day) AS core_on,
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
