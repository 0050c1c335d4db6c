-- mobilization_week: national mobilizations by region and week; those of no region are in
-- mobilization_for_all.
SELECT region_id, week_start, count(*) AS mobilizations
FROM national_mobilization
WHERE region_id IS NOT NULL
GROUP BY 1, 2
