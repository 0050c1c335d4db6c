-- delay_hour: waits by hour of day and day of week of the report, over the last 52 complete weeks.
SELECT
    region_id,
    step,
    heard_hour AS hour,
    extract(ISODOW FROM reported_on)::smallint AS weekday,
    minutes,
    closed,
    count(*) AS incidents
FROM wait
WHERE reported_on >= CAST(:this_week AS date) - 364 AND reported_on < :this_week
GROUP BY 1, 2, 3, 4, 5, 6
