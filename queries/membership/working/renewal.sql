-- renewal: each time that a member's dues ran out, or will: which time of their spell it is, and
-- whether they renewed. Of a spell that began before its payments are on record, the cycles until the
-- first of them count as renewals. A payment for days that another covers as far brings no renewal, nor
-- does one that was given back. The cycle is that of the payment: what it covers, up to 53 days
-- monthly, up to 183 quarterly, else yearly (CYCLE_DAYS of the contract).
-- Who renews within the grace has renewed; null: not known yet.
WITH ran_out AS (
    SELECT
        s.member_id,
        s.region_id,
        s.committee_id,
        s.tier_id,
        s.began_on,
        s.ended_on,
        s.is_left_truncated OR s.basis = 'recorded' AS began_earlier,
        p.covers_to + 1 AS due_on,
        max(p.covers_to + 1 - p.covers_from) AS covered
    FROM spell AS s
    JOIN dues_paid AS p
        ON p.member_id = s.member_id
        AND p.covers_to >= s.began_on
        AND p.covers_from < coalesce(s.ended_on, 'infinity')
    LEFT JOIN dues_refund AS r ON r.payment_id = p.payment_id
    WHERE s.basis IN ('dues', 'recorded') AND r.payment_id IS NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT
    region_id,
    committee_id,
    tier_id,
    cycle,
    days AS cycle_days,
    due_on,
    least(
        nth - 1 + CASE
            WHEN began_earlier THEN greatest(round((first_due_on - began_on) / days), 1) ELSE 1
        END,
        60
    )::int AS renewal,
    CASE WHEN is_followed THEN false WHEN ended_on IS NOT NULL THEN true END AS has_lapsed
FROM (
    SELECT
        r.*,
        CASE WHEN covered <= 53 THEN 'monthly' WHEN covered <= 183 THEN 'quarterly' ELSE 'yearly' END
        AS cycle,
        CASE WHEN covered <= 53 THEN 30.4375 WHEN covered <= 183 THEN 91.3125 ELSE 365.25 END AS days,
        row_number() OVER spell_so_far AS nth,
        first_value(due_on) OVER spell_so_far AS first_due_on,
        lead(due_on) OVER spell_so_far IS NOT NULL AS is_followed
    FROM ran_out AS r
    WINDOW spell_so_far AS (PARTITION BY member_id, began_on ORDER BY due_on)
) AS numbered
