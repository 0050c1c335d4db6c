-- role_day: by how much the people in a committee's roles rise and fall, by home and day.
SELECT
    home_id,
    day,
    sum(coordinators * change)::int AS coordinators,
    sum(coordinators_core * change)::int AS coordinators_core,
    sum(responders * change)::int AS responders
FROM (
    SELECT
        home_id,
        unnest(days) AS days,
        (role = 'coordinator')::int AS coordinators,
        0 AS coordinators_core,
        (role = 'responder')::int AS responders
    FROM role_cover
    UNION ALL
    SELECT r.home_id, unnest(r.days * c.days), 0, 1, 0
    FROM role_cover AS r
    JOIN core_cover AS c ON c.member_id = r.member_id
    WHERE r.role = 'coordinator'
) AS term
CROSS JOIN LATERAL (VALUES (lower(days), 1), (upper(days), -1)) AS turn (day, change)
WHERE day <= :as_of
GROUP BY home_id, day
