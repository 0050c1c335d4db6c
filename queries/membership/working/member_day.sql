-- member_day: how many joined and lapsed, and by how much the members, those in good standing and
-- those with a core certificate rise and fall, by home and day. Someone counts from their first day
-- on, and no more from the first day without.
-- Added up over members by: home_id, day.
WITH span AS (
    SELECT h.home_id, unnest(datemultirange(h.days) * d.days) AS days, 1 AS paid, 0 AS certified
    FROM member_home AS h
    JOIN dues_cover AS d ON d.member_id = h.member_id
    WHERE NOT h.is_free
    UNION ALL
    SELECT h.home_id, unnest(datemultirange(h.days) * c.days), 0, 1
    FROM member_home AS h
    JOIN core_cover AS c ON c.member_id = h.member_id
)
SELECT
    home_id,
    day,
    sum(joined)::int AS joined,
    sum(lapsed)::int AS lapsed,
    sum(members)::int AS members,
    sum(good_standing)::int AS good_standing,
    sum(core_certified)::int AS core_certified,
    count(*) AS records
FROM (
    SELECT
        home_id,
        joined_on AS day,
        1 AS joined,
        0 AS lapsed,
        (NOT isempty(days))::int AS members,
        (is_free AND NOT isempty(days))::int AS good_standing,
        0 AS core_certified
    FROM member_home
    UNION ALL
    SELECT
        home_id, lapsed_on, 0, 1, -(NOT isempty(days))::int, -(is_free AND NOT isempty(days))::int, 0
    FROM member_home
    UNION ALL
    SELECT home_id, lower(days), 0, 0, 0, paid, certified FROM span
    UNION ALL
    SELECT home_id, upper(days), 0, 0, 0, -paid, -certified FROM span
) AS turn
WHERE day <= :as_of
GROUP BY home_id, day
