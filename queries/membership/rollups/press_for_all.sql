-- press_for_all: earned media that is for everyone, not for one region.
SELECT
    m.message_id,
    m.published_on,
    m.incident_id
FROM source.message AS m
WHERE
    m.channel = 'earned_media'
    AND m.region_id IS NULL
    AND m.published_on BETWEEN :first_week AND :as_of
    AND NOT EXISTS (
        SELECT FROM flagged AS f WHERE f.source_table = 'message' AND f.record_id = m.message_id
    )
