-- Incidents of the weeks by county; a null county is a place that no one knows.
SELECT county_fips, sum(incidents)::float8 AS incidents
FROM rollup.county_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY county_fips
ORDER BY county_fips
