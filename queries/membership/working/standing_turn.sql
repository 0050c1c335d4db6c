-- standing_turn: by how many those in a standing rise and fall, by months since joining, as
-- membership_standing counts them; records says of how many turns the change is the sum.
-- Added up over members by: region_id, state, month.
WITH told AS (
    SELECT
        s.region_id,
        s.nth,
        s.since,
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
    FROM spell AS s
    JOIN member_home AS h ON h.member_id = s.member_id
    LEFT JOIN dues_cover AS d ON d.member_id = s.member_id
    WHERE s.since IS NOT NULL AND (h.is_free OR d.member_id IS NOT NULL)
),
-- Most stay as long as others: each stay is told once with how many had it.
stay AS (
    SELECT
        t.region_id,
        s.state,
        ceil((lower(s.days) - t.since) / 30.4375::float8)::int AS from_month,
        ceil((upper(s.days) - t.since) / 30.4375::float8)::int AS until_month,
        count(*) AS stays
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
    GROUP BY 1, 2, 3, 4
)
SELECT
    s.region_id,
    s.state,
    m.month,
    sum(m.change * s.stays)::int AS change,
    sum(s.stays)::bigint AS records
FROM stay AS s
CROSS JOIN LATERAL (VALUES (s.from_month, 1), (s.until_month, -1)) AS m (month, change)
WHERE m.month <= 36
GROUP BY 1, 2, 3
