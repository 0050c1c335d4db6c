-- dues_payment: dues may be paid ahead, for days to come.
SELECT
    payment_id AS record_id,
    member_id,
    amount_cents < 0 AS negative_count,
    paid_on > :as_of AS dated_ahead,
    covers_to < covers_from AS ends_before_it_begins
FROM source.dues_payment
