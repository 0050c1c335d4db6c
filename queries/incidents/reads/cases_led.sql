-- Open cases by lead partner, of those with five or more in a region.
SELECT region_id, lead_partner_id, at_least::float8 AS at_least, at_most::float8 AS at_most
FROM rollup.case_lead
ORDER BY region_id, lead_partner_id
