-- delay_week: how many minutes passed from the report to each first step, whole minutes. A step
-- before the report tells nothing about speed; nobody is sent to a false report.
SELECT
    region_id,
    date_trunc('week', reported_on::timestamp)::date AS week_start,
    step,
    floor(extract(epoch FROM reached_at - reported_at) / 60)::int AS minutes,
    count(*) AS incidents
FROM (
    SELECT i.region_id, i.reported_on, i.reported_at, s.step, s.reached_at
    FROM placed_incident AS i
    LEFT JOIN first_response AS r ON r.incident_id = i.incident_id
    CROSS JOIN LATERAL (
        VALUES
        ('verify', i.verified_at, true),
        ('dispatch', r.dispatched_at, i.verification <> 'false_report'),
        ('arrive', r.arrived_at, i.verification <> 'false_report')
    ) AS s (step, reached_at, applies)
    WHERE s.applies
) AS delay
WHERE
    reached_at >= reported_at
    AND (reached_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY 1, 2, 3, 4
