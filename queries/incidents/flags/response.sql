-- response: a team that was on its way before the report tells nothing about speed.
SELECT
    r.response_id AS record_id,
    r.incident_id,
    r.responders < 0 AS negative_count,
    (greatest(r.dispatched_at, r.arrived_at) AT TIME ZONE :time_zone)::date > :as_of AS dated_ahead,
    r.arrived_at < r.dispatched_at AS arrived_before_dispatched,
    least(r.dispatched_at, r.arrived_at) < i.reported_at AS answered_before_asked
FROM source.response AS r
LEFT JOIN source.incident AS i ON i.incident_id = r.incident_id
