-- delay_week: how many minutes passed from the report to each first step, whole minutes.
SELECT
    region_id,
    date_trunc('week', reported_on::timestamp)::date AS week_start,
    step,
    minutes,
    count(*) AS incidents
FROM wait
WHERE closed
GROUP BY 1, 2, 3, 4
