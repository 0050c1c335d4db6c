-- dues_paid: the payments of dues that cover days, refunded or not, with the days and without the money:
-- whose sum alone was corrected is a member as before. A gift, a payment that failed and one that can't
-- be right cover none.
-- Record by record.
-- A view, so that the largest of all tables can be read in parallel. For the same reason the rules of
-- flags/dues_payment.sql are said again.
SELECT payment_id, member_id, paid_on, covers_from, covers_to
FROM source.dues_payment
WHERE
    paid_on <= :as_of AND covers_from <= covers_to AND amount_cents >= 0
    AND (kind IS NULL OR kind = 'dues') AND refunds_payment_id IS NULL
