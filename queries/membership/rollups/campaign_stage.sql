-- campaign_stage: each stage that a campaign came to, how long it stayed and what came next.
SELECT
    c.region_id,
    e.campaign_id,
    c.goal,
    e.stage,
    e.changed_on AS entered_on,
    lead(e.changed_on) OVER stages AS left_on,
    lead(e.stage) OVER stages AS next_stage
FROM stage_change AS e
JOIN campaign AS c ON c.campaign_id = e.campaign_id
WINDOW stages AS (PARTITION BY e.campaign_id ORDER BY e.changed_on)
