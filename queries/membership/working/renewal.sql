-- renewal: each time that a member's dues ran out, or will: which time of their spell it is, and
-- whether they renewed. Of a spell that began before its payments are on record, the cycles until the
-- first of them count as renewals. A payment for days that another covers as far brings no renewal, nor
-- does one that was given back. The cycle is that of the payment: what it covers, up to 53 days
-- monthly, up to 183 quarterly, else yearly (CYCLE_DAYS of the contract).
-- Who renews within the grace has renewed; null: not known yet.
WITH told AS MATERIALIZED (
    -- A number takes less to sort by than whose spell it is.
    SELECT
        member_id,
        region_id,
        committee_id,
        tier_id,
        began_on,
        ended_on,
        is_left_truncated OR basis = 'recorded' AS began_earlier,
        row_number() OVER () AS number
    FROM spell
    WHERE basis IN ('dues', 'recorded')
),
ran_out AS (
    SELECT t.number, p.covers_to + 1 AS due_on, max(p.covers_to + 1 - p.covers_from) AS covered
    FROM told AS t
    JOIN dues_paid AS p
        ON p.member_id = t.member_id
        AND p.covers_to >= t.began_on
        AND p.covers_from < coalesce(t.ended_on, 'infinity')
    LEFT JOIN dues_refund AS r ON r.payment_id = p.payment_id
    WHERE r.payment_id IS NULL
    GROUP BY t.number, due_on
),
numbered AS (
    SELECT
        number,
        due_on,
        CASE WHEN covered <= 53 THEN 'monthly' WHEN covered <= 183 THEN 'quarterly' ELSE 'yearly' END
        AS cycle,
        CASE WHEN covered <= 53 THEN 30.4375 WHEN covered <= 183 THEN 91.3125 ELSE 365.25 END AS days,
        row_number() OVER spell_so_far AS nth,
        first_value(due_on) OVER spell_so_far AS first_due_on,
        lead(due_on) OVER spell_so_far IS NOT NULL AS is_followed
    FROM ran_out
    WINDOW spell_so_far AS (PARTITION BY number ORDER BY due_on)
)
SELECT
    t.region_id,
    t.committee_id,
    t.tier_id,
    n.cycle,
    n.days AS cycle_days,
    n.due_on,
    least(
        n.nth - 1 + CASE
            WHEN t.began_earlier
                THEN greatest(round((n.first_due_on - t.began_on) / n.days), 1)
            ELSE 1
        END,
        60
    )::int AS renewal,
    CASE WHEN n.is_followed THEN false WHEN t.ended_on IS NOT NULL THEN true END AS has_lapsed
FROM numbered AS n
JOIN told AS t ON t.number = n.number
