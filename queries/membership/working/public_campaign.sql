-- public_campaign: campaigns that the organization marks as public, in the region that the campaigns
-- have everywhere: by goal and the stage that they were in at the end of each four weeks, from their
-- start to four weeks past their end; and those that were won or lost by then, from then on.
WITH stage AS (
    SELECT
        campaign_id,
        stage,
        changed_on,
        -- Of several changes on one day the last alone lasts.
        lead(changed_on, 1, 'infinity') OVER (
            PARTITION BY campaign_id ORDER BY changed_on, campaign_stage_id
        ) AS until
    FROM source.campaign_stage
),
standing AS (
    SELECT
        c.region_id,
        c.goal,
        b.day::date AS period_start,
        coalesce(e.stage, c.stage) AS stage,
        b.day <= coalesce(c.ended_on, :as_of) AS is_on,
        e.stage IS NOT NULL OR c.ended_on < b.day::date + 28 AS is_known
    FROM campaign AS c
    JOIN source.campaign AS s ON s.campaign_id = c.campaign_id
    CROSS JOIN generate_series(
        date '2001-01-01'
        + (greatest(c.started_on, :first_week) - date '2001-01-01') / 28 * 28,
        CAST(:as_of AS date)::timestamp,
        '28 days'
    ) AS b (day)
    LEFT JOIN stage AS e
        ON e.campaign_id = c.campaign_id
        AND e.changed_on < b.day::date + 28
        AND e.until >= b.day::date + 28
    WHERE s.is_public AND c.started_on <= :as_of
)
SELECT region_id, 'campaigns.' || goal || '.' || stage AS metric, period_start, count(*) AS amount
FROM standing
WHERE is_on
GROUP BY 1, 2, 3
UNION ALL
SELECT region_id, 'campaigns_ended.' || goal || '.' || stage, period_start, count(*)
FROM standing
WHERE stage IN ('won', 'lost') AND is_known
GROUP BY 1, 2, 3
