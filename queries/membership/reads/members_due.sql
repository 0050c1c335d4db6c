-- How many memberships' dues run out within 90 days, by committee (null: none).
SELECT
  region_id,
  committee_id,
  sum(members)::float8 AS members
FROM rollup.renewal_due
WHERE due_within > 0
GROUP BY 1, 2
ORDER BY 1, 2
