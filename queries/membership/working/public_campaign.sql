-- public_campaign: campaigns that the organization marks as public, by goal and the stage that they
-- were in at the end of each four weeks, from their start to four weeks past their end.
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
)
SELECT
    coalesce(h.region_id, s.region_id, 'unknown') AS region_id,
    'campaigns.' || c.goal || '.' || coalesce(e.stage, c.stage) AS metric,
    b.day::date AS period_start,
    count(*) AS amount
FROM source.campaign AS c
LEFT JOIN home AS h ON h.committee_id = c.committee_id
LEFT JOIN source.place AS p ON p.place_id = c.place_id
LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
CROSS JOIN generate_series(
    date '2001-01-01'
    + (greatest(c.started_on, :first_week) - date '2001-01-01') / 28 * 28,
    least(coalesce(c.ended_on, :as_of), :as_of)::timestamp,
    '28 days'
) AS b (day)
LEFT JOIN stage AS e
    ON e.campaign_id = c.campaign_id
    AND e.changed_on < b.day::date + 28
    AND e.until >= b.day::date + 28
WHERE c.is_public AND c.started_on <= :as_of
GROUP BY 1, 2, 3
