-- Cases opened and closed, a row a region × quarter that is over.
SELECT
    region_id, quarter_start,
    opened_at_least::float8 AS opened_at_least, opened_at_most::float8 AS opened_at_most,
    closed_at_least::float8 AS closed_at_least, closed_at_most::float8 AS closed_at_most
FROM rollup.case_quarter
ORDER BY quarter_start, region_id
