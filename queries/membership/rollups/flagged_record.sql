-- flagged_record: records that can't be right, by the region of their committee or place, else of
-- their member.
SELECT
    coalesce(f.region_id, c.region_id, s.region_id, o.region_id, l.region_id, 'unknown') AS region_id,
    f.source_table,
    f.rule,
    count(*) AS records
FROM flagged AS f
LEFT JOIN home AS c ON c.committee_id = f.committee_id
LEFT JOIN source.state AS s ON s.state_fips = f.state_fips
LEFT JOIN source.member AS m ON m.member_id = f.member_id
LEFT JOIN home AS o ON o.committee_id = m.committee_id
LEFT JOIN source.state AS l ON l.state_fips = m.state_fips
GROUP BY 1, 2, 3
