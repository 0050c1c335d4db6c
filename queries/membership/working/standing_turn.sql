-- standing_turn: by how many those in a standing rise and fall, by months since joining, as
-- membership_standing counts them; records says of how many turns the change is the sum.
-- Added up over members by: region_id, state, month.
WITH told AS (
    SELECT
        s.region_id,
        s.nth,
        f.since,
        s.began_on,
        coalesce(s.ended_on, :as_of + 1) AS ended_on,
        -- Until the next spell.
        coalesce(s.next_on, :as_of + 1) AS next_on,
        datemultirange(daterange(s.began_on, coalesce(s.ended_on, :as_of + 1)))
        * datemultirange(h.days) AS listed,
        datemultirange(daterange(s.began_on, coalesce(s.ended_on, :as_of + 1)))
        - datemultirange(h.days) AS unlisted,
        CASE
            WHEN h.is_free THEN '{(,)}'::datemultirange ELSE coalesce(d.days, '{}')
        END AS covered
    FROM (
        SELECT
            region_id,
            member_id,
            nth,
            began_on,
            ended_on,
            lead(began_on) OVER so_far AS next_on
        FROM spell
        WINDOW so_far AS (PARTITION BY member_id ORDER BY began_on)
    ) AS s
    JOIN (
        SELECT member_id, began_on AS since
        FROM spell
        WHERE nth = 1 AND NOT is_left_truncated
    ) AS f ON f.member_id = s.member_id
    JOIN member_home AS h ON h.member_id = s.member_id
    LEFT JOIN dues_cover AS d ON d.member_id = s.member_id
    WHERE h.is_free OR d.member_id IS NOT NULL
)
SELECT region_id, state, month, sum(change)::int AS change, count(*) AS records
FROM (
    SELECT t.region_id, s.state, m.month, m.change
    FROM told AS t
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN t.nth = 1 THEN 'good_standing' ELSE 'returned' END AS state,
            unnest(t.listed * t.covered) AS days
        UNION ALL
        SELECT 'behind', unnest(t.listed - t.covered)
        UNION ALL
        SELECT 'not_listed', unnest(t.unlisted)
        UNION ALL
        SELECT 'lapsed', daterange(t.ended_on, t.next_on)
        WHERE t.ended_on < t.next_on
    ) AS s
    CROSS JOIN LATERAL (
        VALUES
        (ceil((lower(s.days) - t.since) / 30.4375)::int, 1),
        (ceil((upper(s.days) - t.since) / 30.4375)::int, -1)
    ) AS m (month, change)
    WHERE m.month <= 36
) AS turn
GROUP BY 1, 2, 3
