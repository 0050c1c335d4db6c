-- dues_cover: the days that each member's payments cover, overlapping and adjacent ones joined.
-- A late payment covers the days that it says, though they had passed when it came.
SELECT member_id, range_agg(daterange(covers_from, covers_to, '[]')) AS days
FROM source.dues_payment
WHERE paid_on <= :as_of AND covers_from <= covers_to
GROUP BY member_id
