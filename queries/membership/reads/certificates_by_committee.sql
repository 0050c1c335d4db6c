-- By committee: certificates valid now and those that expire soon.
SELECT
  v.region_id, v.committee_id, c.name,
  sum(v.certified)::float8 AS certified,
  sum(v.expiring_lately)::float8 AS expiring_lately,
  sum(v.expiring_30)::float8 AS expiring_30,
  sum(v.expiring_60)::float8 AS expiring_60
FROM rollup.certificate v
LEFT JOIN rollup.committee c USING (committee_id)
GROUP BY v.region_id, v.committee_id, c.name
HAVING sum(v.expiring_60) > 0
ORDER BY v.committee_id
