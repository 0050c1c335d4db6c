-- The raw numbers of the public metrics, as the publisher may read them.
SELECT region_id AS area, metric, contributor, period_start, weeks, amount
FROM rollup.public_input
WHERE period_start >= :first
