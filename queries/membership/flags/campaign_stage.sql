-- campaign_stage: where its campaign is.
SELECT
    s.campaign_stage_id AS record_id,
    c.committee_id,
    p.state_fips,
    s.changed_on > :as_of AS dated_ahead
FROM source.campaign_stage AS s
LEFT JOIN source.campaign AS c ON c.campaign_id = s.campaign_id
LEFT JOIN source.place AS p ON p.place_id = c.place_id
