-- unanswered_hour: what nobody has answered of the last 14 days, by state, kind and hour of the report,
-- and for how many full hours by now, so that a refresh a little later changes nothing. False reports
-- are left out. It knows no county: with a kind and an hour, that could point at one household.
SELECT
    i.region_id,
    i.state_fips,
    i.kind,
    (i.heard_at AT TIME ZONE :time_zone)::date AS heard_on,
    i.heard_hour,
    greatest(
        floor(
            extract(
                EPOCH FROM least(
                    date_trunc('hour', now()),
                    (CAST(:as_of AS date) + 1)::timestamp AT TIME ZONE :time_zone
                ) - max(date_trunc('hour', i.heard_at))
            ) / 3600
        ),
        0
    )::int AS waited_hours,
    count(*) AS incidents
FROM placed_incident AS i
LEFT JOIN first_response AS r ON r.incident_id = i.incident_id
WHERE
    r.incident_id IS NULL
    AND i.verification <> 'false_report'
    AND (i.heard_at AT TIME ZONE :time_zone)::date > CAST(:as_of AS date) - 14
    AND (i.heard_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY 1, 2, 3, 4, 5
