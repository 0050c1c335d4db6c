-- dues_payment: dues may be paid ahead, for days to come. A refund (of kind refund, or of an amount
-- below zero) gives back a payment that came before it: the one that it names, else one whose days it
-- shares; which, and which days it takes back, is found in working/dues_refund.sql.
WITH unfounded AS MATERIALIZED (
    SELECT r.payment_id
    FROM source.dues_payment AS r
    WHERE
        (r.amount_cents < 0 OR r.kind = 'refund')
        AND NOT EXISTS (
            SELECT
            FROM source.dues_payment AS p
            WHERE
                p.member_id = r.member_id
                AND p.paid_on <= r.paid_on
                AND p.amount_cents >= 0
                AND p.covers_from <= p.covers_to
                AND (
                    (
                        p.payment_id = r.refunds_payment_id
                        AND (
                            p.kind = 'gift'
                            OR ((p.kind IS NULL OR p.kind = 'dues') AND p.refunds_payment_id IS NULL)
                        )
                    )
                    OR (
                        r.refunds_payment_id IS NULL
                        AND (p.kind IS NULL OR p.kind = 'dues')
                        AND p.refunds_payment_id IS NULL
                        AND p.covers_from <= r.covers_to
                        AND p.covers_to >= r.covers_from
                    )
                )
        )
)
SELECT
    p.payment_id AS record_id,
    p.member_id,
    p.paid_on > :as_of AS dated_ahead,
    p.covers_to < p.covers_from AS ends_before_it_begins,
    -- What is no refund is in no need of a look.
    (p.amount_cents < 0 OR p.kind = 'refund')
    AND p.payment_id IN (SELECT payment_id FROM unfounded) AS refunds_nothing,
    p.refunds_payment_id IS NOT NULL AND p.amount_cents >= 0
    AND p.kind IS DISTINCT FROM 'refund' AND p.kind IS DISTINCT FROM 'gift'
    AND p.kind IS DISTINCT FROM 'failed' AS names_a_refund
FROM source.dues_payment AS p
