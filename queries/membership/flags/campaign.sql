-- campaign: a start, an aim and an end may be planned.
SELECT
    c.campaign_id AS record_id,
    c.committee_id,
    p.state_fips,
    c.ended_on < c.started_on AS ends_before_it_begins
FROM source.campaign AS c
LEFT JOIN source.place AS p ON p.place_id = c.place_id
