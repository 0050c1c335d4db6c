-- member_home: each member's home (their committee, or their state's region at large), that region
-- at large, and the days of membership: none for a member whose lapse comes before the joining.
SELECT
    m.member_id,
    coalesce(c.home_id, at_large.home_id) AS home_id,
    at_large.home_id AS region_home_id,
    m.joined_on,
    m.lapsed_on,
    CASE
        WHEN m.lapsed_on < m.joined_on THEN 'empty'
        ELSE daterange(m.joined_on, m.lapsed_on)
    END AS days,
    coalesce(t.monthly_dues_cents = 0, false) AS is_free
FROM source.member AS m
LEFT JOIN source.membership_tier AS t ON t.tier_id = m.tier_id
LEFT JOIN source.state AS s ON s.state_fips = m.state_fips
LEFT JOIN home AS c ON c.committee_id = m.committee_id
JOIN home AS at_large
    ON at_large.committee_id IS NULL
    AND at_large.region_id = coalesce(c.region_id, s.region_id, 'unknown')
