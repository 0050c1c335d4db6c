-- mobilization
SELECT
    mobilization_id AS record_id,
    region_id,
    incident_id,
    participants < 0 AS negative_count,
    (called_at AT TIME ZONE :time_zone)::date > :as_of AS dated_ahead
FROM source.mobilization
