-- dues_refund: each refund (of kind refund, or of an amount below zero), the one payment that it gives
-- back, and the days of it that it takes back, from the day of the refund on; none of a gift.
-- It is the payment that the refund names; else the latest of the same member, paid until then, whose
-- days it shares. Of several for the same days each refund takes the latest whose money is not yet
-- given back, as from a pile: a refund finds its payment at the level to which payments less refunds
-- have grown. Its own days say which it takes back. Where they hold all the payment's days, but the
-- money given back is less than was paid, it is the last days in proportion, in whole days.
WITH refund AS (
    SELECT
        payment_id AS refund_id,
        member_id,
        refunds_payment_id,
        paid_on,
        abs(amount_cents) AS cents,
        daterange(covers_from, covers_to, '[]') AS days
    FROM source.dues_payment
    WHERE
        (amount_cents < 0 OR kind = 'refund')
        AND paid_on <= :as_of AND covers_from <= covers_to
),
payment AS (
    SELECT
        p.payment_id,
        p.member_id,
        p.paid_on,
        p.amount_cents AS cents,
        daterange(p.covers_from, p.covers_to, '[]') AS days,
        p.kind IS DISTINCT FROM 'gift' AS is_dues
    FROM source.dues_payment AS p
    JOIN (SELECT member_id FROM refund GROUP BY member_id) AS m ON m.member_id = p.member_id
    WHERE
        p.amount_cents >= 0 AND (p.kind IS NULL OR p.kind IN ('dues', 'gift'))
        AND (p.kind = 'gift' OR p.refunds_payment_id IS NULL)
        AND p.paid_on <= :as_of AND p.covers_from <= p.covers_to
),
latest AS (
    SELECT DISTINCT ON (r.refund_id)
        r.refund_id,
        r.member_id,
        r.paid_on,
        r.cents,
        r.refunds_payment_id IS NOT NULL AS is_named,
        p.payment_id,
        p.days
    FROM refund AS r
    JOIN payment AS p
        ON p.member_id = r.member_id
        AND p.paid_on <= r.paid_on
        AND (
            p.payment_id = r.refunds_payment_id
            OR (r.refunds_payment_id IS NULL AND p.is_dues AND p.days && r.days)
        )
    ORDER BY r.refund_id, p.paid_on DESC, lower(p.days) DESC, p.payment_id DESC
),
named AS (
    SELECT payment_id, sum(cents) AS cents
    FROM latest
    WHERE is_named
    GROUP BY payment_id
),
pile AS (
    SELECT
        member_id,
        days,
        record_id,
        is_refund,
        sum(cents) OVER so_far AS level,
        sum(cents) OVER so_far - cents AS level_before,
        row_number() OVER so_far AS nth
    FROM (
        SELECT member_id, days, refund_id AS record_id, paid_on, true AS is_refund, -cents AS cents
        FROM latest
        WHERE NOT is_named
        UNION ALL
        SELECT
            p.member_id, p.days, p.payment_id, p.paid_on, false,
            greatest(p.cents - coalesce(n.cents, 0), 0)
        FROM payment AS p
        -- Where no refund may be among them nobody looks for one.
        JOIN (
            SELECT member_id, days FROM latest WHERE NOT is_named GROUP BY member_id, days
        ) AS l ON l.member_id = p.member_id AND l.days = p.days
        LEFT JOIN named AS n ON n.payment_id = p.payment_id
        WHERE p.is_dues
    ) AS record
    WINDOW so_far AS (
        PARTITION BY member_id, days ORDER BY paid_on, is_refund, record_id ROWS UNBOUNDED PRECEDING
    )
),
found AS (
    SELECT DISTINCT ON (r.record_id) r.record_id AS refund_id, p.record_id AS payment_id
    FROM pile AS r
    JOIN pile AS p
        ON p.member_id = r.member_id
        AND p.days = r.days
        AND NOT p.is_refund
        AND p.nth < r.nth
        AND r.level_before > p.level_before
        AND r.level_before <= p.level
    WHERE r.is_refund
    ORDER BY r.record_id, p.nth DESC
),
matched AS (
    SELECT
        r.refund_id,
        r.member_id,
        r.paid_on,
        r.cents,
        r.days,
        p.payment_id,
        p.cents AS paid_cents,
        p.days AS paid_days,
        p.is_dues,
        r.days @> p.days AS is_of_all_days
    FROM refund AS r
    JOIN latest AS l ON l.refund_id = r.refund_id
    LEFT JOIN found AS f ON f.refund_id = r.refund_id
    JOIN payment AS p ON p.payment_id = coalesce(f.payment_id, l.payment_id)
),
given AS (
    SELECT
        *,
        -- What was given back of all its days so far, this refund included.
        sum(cents) OVER (
            PARTITION BY payment_id, is_of_all_days ORDER BY paid_on, refund_id
            ROWS UNBOUNDED PRECEDING
        ) AS given_cents
    FROM matched
)
SELECT
    refund_id,
    payment_id,
    member_id,
    is_dues,
    paid_on,
    cents,
    CASE
        WHEN NOT is_dues THEN 'empty'::daterange
        WHEN is_of_all_days AND given_cents < paid_cents
            THEN daterange(
                upper(paid_days)
                - ((upper(paid_days) - lower(paid_days)) * given_cents / paid_cents)::int,
                upper(paid_days)
            )
        ELSE paid_days * days
    END * daterange(paid_on, NULL) AS days
FROM given
