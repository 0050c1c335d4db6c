-- membership_standing: how many are in which standing, by months since joining: of those who joined
-- since payments are on record, at the end of each month of membership that is over, up to 36
-- (FOLLOWED_MONTHS). Good standing is as in spell_month; returned is good standing in a later spell.
-- Of whom no payment is known, though they owe, nothing can be told.
WITH told AS (
    SELECT s.member_id, s.began_on AS since
    FROM spell AS s
    JOIN member_home AS h ON h.member_id = s.member_id
    LEFT JOIN dues_cover AS d ON d.member_id = s.member_id
    WHERE s.nth = 1 AND NOT s.is_left_truncated AND (h.is_free OR d.member_id IS NOT NULL)
),
span AS (
    SELECT
        t.since,
        s.member_id,
        s.region_id,
        s.nth,
        daterange(s.began_on, coalesce(s.ended_on, :as_of + 1)) AS days,
        datemultirange(h.days) AS listed_days,
        CASE
            WHEN h.is_free THEN '{(,)}'::datemultirange ELSE coalesce(d.days, '{}')
        END AS covered_days
    FROM told AS t
    JOIN spell AS s ON s.member_id = t.member_id
    JOIN member_home AS h ON h.member_id = t.member_id
    LEFT JOIN dues_cover AS d ON d.member_id = t.member_id
),
stretch AS (
    SELECT
        region_id,
        since,
        CASE WHEN nth = 1 THEN 'good_standing' ELSE 'returned' END AS state,
        unnest(datemultirange(days) * listed_days * covered_days) AS days
    FROM span
    UNION ALL
    SELECT region_id, since, 'behind', unnest(datemultirange(days) * listed_days - covered_days)
    FROM span
    UNION ALL
    SELECT region_id, since, 'not_listed', unnest(datemultirange(days) - listed_days)
    FROM span
    UNION ALL
    SELECT
        region_id,
        since,
        'lapsed',
        unnest(datemultirange(daterange(since, :as_of + 1)) - range_agg(days))
    FROM span
    GROUP BY member_id, region_id, since
),
turn AS (
    SELECT region_id, state, m.month, sum(m.change) AS change
    FROM stretch
    CROSS JOIN LATERAL (
        VALUES
            (ceil((lower(days) - since) / 30.4375)::int, 1),
            (ceil((upper(days) - since) / 30.4375)::int, -1)
    ) AS m (month, change)
    WHERE m.month <= 36
    GROUP BY 1, 2, 3
),
stand AS (
    SELECT
        g.region_id,
        g.state,
        m.month,
        sum(t.change) OVER (
            PARTITION BY g.region_id, g.state ORDER BY m.month
        ) AS members
    FROM (SELECT region_id, state FROM turn GROUP BY 1, 2) AS g
    CROSS JOIN generate_series(0, 36) AS m (month)
    LEFT JOIN turn AS t
        ON t.region_id = g.region_id
        AND t.state = g.state
        AND t.month = m.month
)
SELECT region_id, month, state, members
FROM stand
WHERE members > 0
