-- Where each committee of the scope is, and how many trained people it had on each of two days.
SELECT
  t.committee_id, t.region_id, t.as_of, t.county_fips, c.name, c.status, c.latitude, c.longitude,
  t.trained::float8 AS trained
FROM rollup.committee_trained t
JOIN rollup.committee c ON c.committee_id = t.committee_id
ORDER BY t.as_of, t.committee_id
