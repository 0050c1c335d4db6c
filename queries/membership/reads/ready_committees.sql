-- The active committees of the scope, where they are and how many responders they have now.
SELECT
  c.committee_id, c.name, c.region_id, c.usps, c.status, c.latitude, c.longitude,
  coalesce(w.responders, 0)::float8 AS responders
FROM rollup.committee c
LEFT JOIN rollup.committee_week w
  ON w.committee_id = c.committee_id AND w.week_start = :last_week
WHERE c.status = 'active'
ORDER BY c.committee_id
