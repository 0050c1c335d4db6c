-- membership_standing: how many are in which standing, by months since joining: of those who joined
-- since payments are on record, at the end of each month of membership that is over, up to 36
-- (FOLLOWED_MONTHS). Good standing is as in spell_month; returned is good standing in a later spell.
-- Of whom no payment is known, though they owe, nothing can be told.
WITH stand AS (
    SELECT
        g.region_id,
        g.state,
        m.month,
        sum(t.change) OVER (
            PARTITION BY g.region_id, g.state ORDER BY m.month
        ) AS members
    FROM (SELECT region_id, state FROM standing_turn GROUP BY 1, 2) AS g
    CROSS JOIN generate_series(0, 36) AS m (month)
    LEFT JOIN standing_turn AS t
        ON t.region_id = g.region_id
        AND t.state = g.state
        AND t.month = m.month
)
SELECT region_id, month, state, members
FROM stand
WHERE members > 0
