-- dues_cover: the days that each member's payments of dues cover, overlapping and adjacent ones joined,
-- less those that refunds take back. A late payment covers the days that it says, though they had passed
-- when it came.
SELECT p.member_id, coalesce(r.days, p.days) AS days
FROM (
    SELECT member_id, range_agg(daterange(covers_from, covers_to, '[]')) AS days
    FROM dues_paid
    GROUP BY member_id
) AS p
LEFT JOIN refunded_cover AS r ON r.member_id = p.member_id
WHERE NOT isempty(coalesce(r.days, p.days))
