-- dues_aside: refunds, gifts and payments that failed, of the last twelve months that are over and the
-- running one, by region and the month of their own day.
-- Record by record.
-- Added up over members by: region_id, month_start, kind.
SELECT
    h.region_id,
    date_trunc('month', o.paid_on::timestamp)::date AS month_start,
    o.kind,
    count(*) AS records,
    sum(o.cents)::bigint AS cents
FROM (
    SELECT member_id, paid_on, amount_cents AS cents, kind
    FROM source.dues_payment
    -- The rules of flags/dues_payment.sql; a refund that gives nothing back is not in dues_refund.
    WHERE
        paid_on <= :as_of AND covers_from <= covers_to AND amount_cents >= 0
        AND kind IN ('gift', 'failed')
    UNION ALL
    SELECT member_id, paid_on, cents, 'refund'
    FROM dues_refund
) AS o
JOIN member_home AS m ON m.member_id = o.member_id
JOIN home AS h ON h.home_id = m.region_home_id
WHERE o.paid_on >= (date_trunc('month', :as_of ::timestamp) - interval '12 months')::date
GROUP BY 1, 2, 3
