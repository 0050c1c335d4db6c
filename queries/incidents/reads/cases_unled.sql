-- Open cases without a lead partner for more than seven days, a row a region with open cases.
SELECT region_id, at_least::float8 AS at_least, at_most::float8 AS at_most
FROM rollup.case_unled
ORDER BY region_id
