-- mobilization_for_all: national mobilizations that belong to no region, by week.
SELECT week_start, count(*) AS mobilizations
FROM national_mobilization
WHERE region_id IS NULL
GROUP BY 1
