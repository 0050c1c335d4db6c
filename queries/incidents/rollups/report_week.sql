-- report_week: in which week after the one in which it occurred each incident was reported. A
-- report that is older than its incident is an error and tells nothing about delays.
SELECT
    region_id,
    date_trunc('week', occurred_on::timestamp)::date AS week_start,
    (
        date_trunc('week', reported_on::timestamp)::date
        - date_trunc('week', occurred_on::timestamp)::date
    ) / 7 AS delay_weeks,
    count(*) AS incidents
FROM placed_incident
WHERE verification <> 'false_report' AND occurred_on <= reported_on AND reported_on <= :as_of
GROUP BY 1, 2, 3
