-- role_cover: the days on which each member holds a role in a committee, double terms counted once.
SELECT h.home_id, r.member_id, r.role, range_agg(daterange(r.started_on, r.ended_on, '[]')) AS days
FROM source.role_term AS r
JOIN home AS h ON h.committee_id = r.committee_id
LEFT JOIN (
    SELECT DISTINCT record_id
    FROM flagged
    WHERE source_table = 'role_term'
) AS f ON f.record_id = r.role_term_id
WHERE r.role IN ('coordinator', 'responder') AND f.record_id IS NULL
GROUP BY h.home_id, r.member_id, r.role
