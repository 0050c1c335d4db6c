-- dues_payer: how many paid the same sum of dues, less what was given back, in the twelve months that
-- are over, by region.
-- Added up over members by: region_id, cents.
SELECT h.region_id, p.cents, count(*) AS payers
FROM (
    SELECT member_id, sum(cents) AS cents
    FROM (
        SELECT member_id, amount_cents AS cents
        FROM source.dues_payment
        -- The rules of flags/dues_payment.sql.
        WHERE
            paid_on >= (date_trunc('month', :as_of ::timestamp) - interval '12 months')::date
            AND paid_on < date_trunc('month', :as_of ::timestamp)::date
            AND covers_from <= covers_to AND amount_cents >= 0
            AND (kind IS NULL OR kind = 'dues') AND refunds_payment_id IS NULL
        UNION ALL
        SELECT member_id, -cents
        FROM dues_refund
        WHERE
            is_dues
            AND paid_on >= (date_trunc('month', :as_of ::timestamp) - interval '12 months')::date
            AND paid_on < date_trunc('month', :as_of ::timestamp)::date
    ) AS record
    GROUP BY member_id
    HAVING sum(cents) > 0
) AS p
JOIN member_home AS m ON m.member_id = p.member_id
JOIN home AS h ON h.home_id = m.region_home_id
GROUP BY 1, 2
