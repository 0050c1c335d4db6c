-- hotline_call
SELECT
    call_id AS record_id,
    state_fips,
    incident_id,
    (greatest(received_at, answered_at) AT TIME ZONE :time_zone)::date > :as_of AS dated_ahead,
    answered_at < received_at AS answered_before_asked
FROM source.hotline_call
