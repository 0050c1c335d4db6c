-- Every committee of the scope as it stands, with its last two quarters of gatherings. Coordinators
-- are unknown, and not none, where no term of a coordinator was ever recorded.
SELECT
  c.committee_id, c.region_id, c.name, c.kind, c.affinity, c.status, c.formed_on, c.closed_on,
  c.crm_url, c.place_name, c.usps, c.latitude, c.longitude,
  c.members, c.good_standing,
  CASE WHEN s.coordinators IS NOT NULL THEN c.coordinators END AS coordinators,
  CASE WHEN s.coordinators IS NOT NULL THEN c.coordinators_core END AS coordinators_core,
  c.core_certified,
  c.last_gathering_on,
  c.gatherings_13_weeks::float8 AS gatherings,
  c.attended_13_weeks::float8 / nullif(c.counted_13_weeks, 0) AS turnout,
  c.attended_13_before::float8 / nullif(c.counted_13_before, 0) AS turnout_before,
  c.net_members_13_weeks::float8 AS net_members
FROM rollup.committee c
LEFT JOIN rollup.committee_support s USING (committee_id)
ORDER BY c.committee_id
