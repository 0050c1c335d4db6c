-- first_response: when the first team was sent to each incident and when the first one arrived. An
-- arrival before the same team's dispatch is put before everything, so that its incident is neither
-- timed nor waited for.
SELECT
    r.incident_id,
    min(r.dispatched_at) AS dispatched_at,
    min(CASE WHEN f.record_id IS NULL THEN r.arrived_at ELSE '-infinity' END) FILTER (
        WHERE (r.arrived_at AT TIME ZONE :time_zone)::date <= :as_of
    ) AS arrived_at
FROM source.response AS r
LEFT JOIN flagged AS f
    ON f.source_table = 'response'
    AND f.rule = 'arrived_before_dispatched'
    AND f.record_id = r.response_id
WHERE (r.dispatched_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY r.incident_id
