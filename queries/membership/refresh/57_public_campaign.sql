-- public_campaign: campaigns that the organization marks as public, by goal and the stage that they
-- were in at the end of each four weeks, from their start to four weeks past their end.
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
LEFT JOIN LATERAL (
    SELECT t.stage
    FROM source.campaign_stage AS t
    WHERE t.campaign_id = c.campaign_id AND t.changed_on < b.day::date + 28
    ORDER BY t.changed_on DESC, t.campaign_stage_id DESC
    LIMIT 1
) AS e ON true
WHERE c.is_public AND c.started_on <= :as_of
GROUP BY 1, 2, 3
