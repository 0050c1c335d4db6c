-- The regions.
SELECT region_id FROM rollup.region ORDER BY region_id
