-- wait: for each incident and step, the whole minutes from the report to the step, or waited so far
-- where it is still open. A step before the report tells nothing about speed; nobody is sent to a
-- false report. Open waits are as at the last full hour, so that a refresh a little later changes
-- nothing, and none is longer than 90 days, so that old ones come to rest.
SELECT
    region_id,
    reported_on,
    heard_hour,
    step,
    closed,
    CASE
        WHEN closed THEN floor(extract(EPOCH FROM reached_at - reported_at) / 60)
        ELSE least(greatest(floor(extract(EPOCH FROM so_far - reported_at) / 60), 0), 129600)
    END::int AS minutes
FROM (
    SELECT
        i.region_id,
        i.reported_on,
        i.heard_hour,
        i.reported_at,
        s.step,
        s.reached_at,
        coalesce((s.reached_at AT TIME ZONE :time_zone)::date <= :as_of, FALSE) AS closed,
        s.is_open,
        least(
            date_trunc('hour', now()),
            (CAST(:as_of AS date) + 1)::timestamp AT TIME ZONE :time_zone
        ) AS so_far
    FROM placed_incident AS i
    LEFT JOIN first_response AS r ON r.incident_id = i.incident_id
    CROSS JOIN LATERAL (
        VALUES
        ('verify', i.verified_at, TRUE, i.verification = 'unverified'),
        ('dispatch', r.dispatched_at, i.verification <> 'false_report', TRUE),
        ('arrive', r.arrived_at, i.verification <> 'false_report', TRUE)
    ) AS s (step, reached_at, applies, is_open)
    WHERE s.applies AND i.reported_on <= :as_of
) AS known
WHERE (closed AND reached_at >= reported_at) OR (NOT closed AND is_open)
