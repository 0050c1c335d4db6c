-- first_response: when the first team was sent to each incident and when the first one arrived.
SELECT
    incident_id,
    min(dispatched_at) AS dispatched_at,
    min(arrived_at) FILTER (WHERE (arrived_at AT TIME ZONE :time_zone)::date <= :as_of) AS arrived_at
FROM source.response
WHERE (dispatched_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY incident_id
