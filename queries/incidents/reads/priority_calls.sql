-- By state: calls to the hotline in the weeks; a null state is a place that no one knows.
SELECT state_fips, sum(calls)::float8 AS calls
FROM rollup.hotline_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY state_fips
ORDER BY state_fips
