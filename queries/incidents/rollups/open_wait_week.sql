-- open_wait_week: the steps that have not been reached, by minutes waited so far.
SELECT
    region_id,
    date_trunc('week', reported_on::timestamp)::date AS week_start,
    step,
    minutes,
    count(*) AS incidents
FROM wait
WHERE NOT closed
GROUP BY 1, 2, 3, 4
