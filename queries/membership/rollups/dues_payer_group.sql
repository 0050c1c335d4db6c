-- dues_payer_group: those who paid dues in the twelve months that are over, in groups of about equal numbers by what
-- they paid less what was given back, those who paid most first: at most 200 a region, and never
-- fewer than five people in one.
WITH paid AS (
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
),
placed AS (
    SELECT
        h.region_id,
        p.cents,
        row_number() OVER (PARTITION BY h.region_id ORDER BY p.cents DESC, p.member_id) AS nth,
        count(*) OVER (PARTITION BY h.region_id) AS payers
    FROM paid AS p
    JOIN member_home AS m ON m.member_id = p.member_id
    JOIN home AS h ON h.home_id = m.region_home_id
)
SELECT
    region_id,
    ((nth - 1) * least(200, payers / 5) / payers + 1)::int AS nth,
    count(*) AS payers,
    sum(cents)::bigint AS cents
FROM placed
WHERE payers >= 5
GROUP BY 1, 2
