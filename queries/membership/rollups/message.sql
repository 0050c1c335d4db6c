-- message: the messages of the years that are kept, as they were published. Of the incident that one
-- tells of there is a keyed hash, which incident_told has, too: its id may say more than an id should.
SELECT
    m.message_id,
    coalesce(m.region_id, 'unknown') AS region_id,
    m.channel,
    m.published_on,
    m.language,
    m.reach,
    m.engagements,
    encode(
        sha256(
            current_setting('matching.outer')::bytea
            || sha256(current_setting('matching.inner')::bytea || convert_to(m.incident_id, 'UTF8'))
        ),
        'hex'
    ) AS incident_id,
    m.campaign_id,
    m.validator_partner_id,
    p.name AS validator
FROM source.message AS m
LEFT JOIN source.partner AS p ON p.partner_id = m.validator_partner_id
WHERE
    m.published_on BETWEEN :first_week AND :as_of
    AND NOT EXISTS (
        SELECT FROM flagged AS f WHERE f.source_table = 'message' AND f.record_id = m.message_id
    )
