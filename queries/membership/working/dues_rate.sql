-- dues_rate: what was paid for the same days, less what was given back of them, by region: the days
-- that payments cover, and those that refunds take back; a refund that takes back none has its own day.
-- Record by record.
-- Added up over members by: region_id, first_on, until.
SELECT
    h.region_id,
    d.first_on,
    d.until,
    sum(d.cents)::bigint AS cents,
    count(*) AS records
FROM (
    SELECT member_id, covers_from AS first_on, covers_to + 1 AS until, amount_cents AS cents
    FROM source.dues_payment
    -- The rules of flags/dues_payment.sql.
    WHERE
        paid_on <= :as_of AND covers_from <= covers_to AND amount_cents >= 0
        AND (kind IS NULL OR kind = 'dues') AND refunds_payment_id IS NULL
    UNION ALL
    SELECT
        member_id, coalesce(lower(days), paid_on), coalesce(upper(days), paid_on + 1), -cents
    FROM dues_refund
    WHERE is_dues
) AS d
JOIN member_home AS m ON m.member_id = d.member_id
JOIN home AS h ON h.home_id = m.region_home_id
GROUP BY 1, 2, 3
