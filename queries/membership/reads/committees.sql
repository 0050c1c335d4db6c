-- Every committee of the scope as it stands, with its last two quarters of gatherings. Coordinators
-- are unknown, and not none, where no term of a coordinator was ever recorded.
WITH recent AS (
  SELECT
    committee_id,
    sum(gatherings) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS gatherings,
    sum(gatherings_counted) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS counted,
    sum(attended) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS attended,
    sum(gatherings_counted) FILTER (WHERE week_start <= CAST(:as_of AS date) - 91) AS counted_before,
    sum(attended) FILTER (WHERE week_start <= CAST(:as_of AS date) - 91) AS attended_before,
    sum(joined - lapsed) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS net_members
  FROM rollup.committee_week
  WHERE committee_id IS NOT NULL AND week_start > CAST(:as_of AS date) - 182
  GROUP BY committee_id
)
SELECT
  c.committee_id, c.region_id, c.name, c.kind, c.affinity, c.status, c.formed_on, c.closed_on,
  c.crm_url, c.place_name, c.usps, c.latitude, c.longitude,
  c.members, c.good_standing,
  CASE WHEN s.coordinators IS NOT NULL THEN c.coordinators END AS coordinators,
  CASE WHEN s.coordinators IS NOT NULL THEN c.coordinators_core END AS coordinators_core,
  c.core_certified,
  c.last_gathering_on,
  coalesce(r.gatherings, 0)::float8 AS gatherings,
  r.attended::float8 / nullif(r.counted, 0) AS turnout,
  r.attended_before::float8 / nullif(r.counted_before, 0) AS turnout_before,
  coalesce(r.net_members, 0)::float8 AS net_members
FROM rollup.committee c
LEFT JOIN recent r USING (committee_id)
LEFT JOIN rollup.committee_support s USING (committee_id)
ORDER BY c.committee_id
