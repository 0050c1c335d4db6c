-- press_for_all: earned media that is for everyone, not for one region. Whoever may see no incident of
-- another region learns of those only that the press told of one: not its id, but a keyed hash of it.
SELECT
    m.message_id,
    m.published_on,
    encode(
        sha256(
            current_setting('matching.outer')::bytea
            || sha256(current_setting('matching.inner')::bytea || convert_to(m.incident_id, 'UTF8'))
        ),
        'hex'
    ) AS incident_id
FROM source.message AS m
WHERE
    m.channel = 'earned_media'
    AND m.region_id IS NULL
    AND m.published_on BETWEEN :first_week AND :as_of
    AND NOT EXISTS (
        SELECT FROM flagged AS f WHERE f.source_table = 'message' AND f.record_id = m.message_id
    )
