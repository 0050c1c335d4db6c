-- Cases closed by outcome, a row a region × half-year that is over × outcome.
SELECT region_id, half_start, outcome, at_least::float8 AS at_least, at_most::float8 AS at_most
FROM rollup.case_end
ORDER BY half_start, region_id, outcome
