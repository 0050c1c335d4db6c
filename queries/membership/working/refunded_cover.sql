-- refunded_cover: the days that payments cover of each member to whom dues were given back, less those
-- that refunds take back. A payment for the same days that was not refunded still covers them.
WITH taken AS (
    SELECT payment_id, range_agg(days) AS days
    FROM dues_refund
    WHERE is_dues
    GROUP BY payment_id
),
refunded AS (
    SELECT member_id
    FROM dues_refund
    WHERE is_dues
    GROUP BY member_id
)
SELECT
    p.member_id,
    range_agg(
        datemultirange(daterange(p.covers_from, p.covers_to, '[]'))
        - coalesce(t.days, '{}'::datemultirange)
    ) AS days
FROM dues_paid AS p
JOIN refunded AS r ON r.member_id = p.member_id
LEFT JOIN taken AS t ON t.payment_id = p.payment_id
GROUP BY p.member_id
