-- By state: deportation cases open on each of two days; a null state is one that no one knows.
SELECT state_fips, as_of, sum(open_cases)::float8 AS cases
FROM rollup.case_state
GROUP BY state_fips, as_of
ORDER BY as_of, state_fips
