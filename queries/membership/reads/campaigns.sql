-- The campaigns of the scope as they stand.
SELECT
  campaign_id, region_id, committee_id, place_name, usps, latitude, longitude, goal, stage,
  stage_since, started_on, target_on, ended_on
FROM rollup.campaign
ORDER BY started_on, campaign_id
