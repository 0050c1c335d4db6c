-- Open deportation cases, a row a region × part: the class of their number.
SELECT region_id, part, at_least::float8 AS at_least, at_most::float8 AS at_most
FROM rollup.case_open
ORDER BY region_id, part
