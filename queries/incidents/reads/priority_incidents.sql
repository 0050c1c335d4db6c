-- By county: incidents of the weeks; a null county is a place that no one knows.
SELECT
  county_fips,
  sum(incidents)::float8 AS incidents,
  sum(people_affected)::float8 AS people_affected,
  sum(unanswered)::float8 AS unanswered
FROM rollup.county_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY county_fips
ORDER BY county_fips
