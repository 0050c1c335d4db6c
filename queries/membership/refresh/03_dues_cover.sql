-- dues_cover: the days that each member's payments cover, overlapping and adjacent ones joined.
-- A late payment covers the days that it says, though they had passed when it came; one that can't
-- be right covers none.
SELECT member_id, range_agg(daterange(covers_from, covers_to, '[]')) AS days
FROM source.dues_payment AS d
WHERE NOT EXISTS (
    SELECT FROM flagged AS f WHERE f.source_table = 'dues_payment' AND f.record_id = d.payment_id
)
GROUP BY member_id
