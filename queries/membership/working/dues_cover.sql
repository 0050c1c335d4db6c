-- dues_cover: the days that each member's payments of dues cover, overlapping and adjacent ones joined,
-- less those that refunds take back. A late payment covers the days that it says, though they had passed
-- when it came; a gift, a payment that failed and one that can't be right cover none.
SELECT p.member_id, coalesce(r.days, p.days) AS days
FROM (
    SELECT member_id, range_agg(daterange(covers_from, covers_to, '[]')) AS days
    FROM source.dues_payment
    -- The rules of flags/dues_payment.sql, said again: a join with flagged, a temporary table, would
    -- keep the largest of all tables from being read in parallel.
    WHERE
        paid_on <= :as_of AND covers_from <= covers_to AND amount_cents >= 0
        AND (kind IS NULL OR kind = 'dues') AND refunds_payment_id IS NULL
    GROUP BY member_id
) AS p
LEFT JOIN refunded_cover AS r ON r.member_id = p.member_id
WHERE NOT isempty(coalesce(r.days, p.days))
