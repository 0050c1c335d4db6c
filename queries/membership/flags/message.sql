-- message
SELECT
    message_id AS record_id,
    region_id,
    least(reach, engagements) < 0 AS negative_count,
    published_on > :as_of AS dated_ahead
FROM source.message
