-- role_change: by how much the people in a committee's roles rise and fall, by the first of the
-- snapshot's days on which it shows.
SELECT
    home_id,
    width_bucket(day - 1, CAST(:snapshot_days AS date[])) + 1 AS slot,
    sum(coordinators * change)::int AS coordinators,
    sum(coordinators_core * change)::int AS coordinators_core,
    sum(responders * change)::int AS responders
FROM (
    SELECT
        home_id,
        unnest(days) AS days,
        CASE role WHEN 'coordinator' THEN 1 ELSE 0 END AS coordinators,
        0 AS coordinators_core,
        CASE role WHEN 'responder' THEN 1 ELSE 0 END AS responders
    FROM role_cover
    UNION ALL
    SELECT r.home_id, unnest(r.days * c.days), 0, 1, 0
    FROM role_cover AS r
    JOIN core_cover AS c ON c.member_id = r.member_id
    WHERE r.role = 'coordinator'
) AS term
CROSS JOIN LATERAL (VALUES (lower(days), 1), (upper(days), -1)) AS turn (day, change)
WHERE day <= :as_of
GROUP BY 1, 2
