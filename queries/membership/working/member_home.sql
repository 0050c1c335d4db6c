-- member_home: each member's home (their committee, or their state's region at large), that region
-- at large, and the days of membership. Of a lapse before the joining neither day is believed.
-- Unique: member_id.
SELECT
    m.member_id,
    coalesce(c.home_id, at_large.home_id) AS home_id,
    at_large.home_id AS region_home_id,
    CASE WHEN f.record_id IS NULL THEN m.joined_on END AS joined_on,
    CASE WHEN f.record_id IS NULL THEN m.lapsed_on END AS lapsed_on,
    CASE
        WHEN f.record_id IS NULL THEN daterange(m.joined_on, m.lapsed_on)
        ELSE 'empty'
    END AS days,
    coalesce(t.monthly_dues_cents = 0, false) AS is_free
FROM source.member AS m
LEFT JOIN source.membership_tier AS t ON t.tier_id = m.tier_id
LEFT JOIN source.state AS s ON s.state_fips = m.state_fips
LEFT JOIN home AS c ON c.committee_id = m.committee_id
JOIN home AS at_large
    ON at_large.committee_id IS NULL
    AND at_large.region_id = coalesce(c.region_id, s.region_id, 'unknown')
LEFT JOIN flagged AS f
    ON f.source_table = 'member'
    AND f.rule = 'ends_before_it_begins'
    AND f.record_id = m.member_id
-- What is added up by home lies together then.
ORDER BY home_id
