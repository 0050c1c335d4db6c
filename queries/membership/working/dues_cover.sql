-- dues_cover: the days that each member's payments cover, overlapping and adjacent ones joined.
-- A late payment covers the days that it says, though they had passed when it came; one that can't
-- be right covers none.
SELECT member_id, range_agg(daterange(covers_from, covers_to, '[]')) AS days
FROM source.dues_payment
-- The rules of flags/dues_payment.sql, said again: a join with flagged, a temporary table, would keep
-- the largest of all tables from being read in parallel.
WHERE paid_on <= :as_of AND covers_from <= covers_to AND amount_cents >= 0
GROUP BY member_id
