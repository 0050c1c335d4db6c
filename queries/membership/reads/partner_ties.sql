-- What ties the partners of the scope to others, two rows a tie: one for each of its partners.
SELECT partner_id, other_partner_id, kinds, since
FROM rollup.partner_tie
ORDER BY partner_id, other_partner_id
