-- stage_change: the stages that campaigns came to, up to as_of; of several on one day the last.
SELECT campaign_id, stage, changed_on
FROM (
    SELECT
        c.campaign_id,
        c.stage,
        c.changed_on,
        row_number() OVER (
            PARTITION BY c.campaign_id, c.changed_on ORDER BY c.campaign_stage_id DESC
        ) AS nth
    FROM source.campaign_stage AS c
    WHERE
        c.changed_on <= :as_of
        AND NOT EXISTS (
            SELECT
            FROM flagged AS f
            WHERE f.source_table = 'campaign_stage' AND f.record_id = c.campaign_stage_id
        )
) AS ordered
WHERE nth = 1
