-- dispatch: responses that were sent an hour ago or earlier, by the committee, the incident's
-- region, the day of sending, the first day at whose end the hour was over, and whether the team
-- arrived within the hour.
SELECT
    coalesce(i.region_id, 'unknown') AS region_id,
    r.committee_id,
    (r.dispatched_at AT TIME ZONE :time_zone)::date AS sent_on,
    ((r.dispatched_at + interval '60 minutes') AT TIME ZONE :time_zone)::date AS judged_on,
    coalesce(r.arrived_at <= r.dispatched_at + interval '60 minutes', false) AS is_within_60,
    count(*) AS dispatches
FROM source.response AS r
LEFT JOIN placed_incident AS i ON i.incident_id = r.incident_id
WHERE
    r.dispatched_at + interval '60 minutes' <= now()
    -- Whether such a team came in time can't be told.
    AND NOT EXISTS (
        SELECT
        FROM flagged AS f
        WHERE
            f.source_table = 'response'
            AND f.rule = 'arrived_before_dispatched'
            AND f.record_id = r.response_id
    )
GROUP BY 1, 2, 3, 4, 5
