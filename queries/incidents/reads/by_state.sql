-- By region and state: incidents of the period; a null state is a place that no one knows.
SELECT
  i.region_id, i.state_fips, s.usps, s.name,
  coalesce(sum(incidents) FILTER (WHERE verification = 'verified'), 0)::float8 AS verified,
  coalesce(sum(incidents) FILTER (WHERE verification = 'unverified'), 0)::float8 AS unverified,
  coalesce(sum(unanswered), 0)::float8 AS unanswered
FROM rollup.incident_week i
LEFT JOIN rollup.state s USING (state_fips)
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY i.region_id, i.state_fips, s.usps, s.name
ORDER BY sum(incidents) DESC, s.usps
