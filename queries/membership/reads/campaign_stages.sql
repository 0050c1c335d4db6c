-- The stages that campaigns of the scope came through, in their order.
SELECT region_id, campaign_id, goal, stage, entered_on, left_on, next_stage
FROM rollup.campaign_stage
ORDER BY campaign_id, entered_on
