-- The county that a committee's place is in (null: not known), and the place.
SELECT DISTINCT t.county_fips, c.latitude, c.longitude
FROM rollup.committee_trained t
JOIN rollup.committee c ON c.committee_id = t.committee_id
WHERE t.committee_id = :committee_id
