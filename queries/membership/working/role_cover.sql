-- role_cover: the days on which each member holds a role in a committee, double terms counted once.
SELECT h.home_id, r.member_id, r.role, range_agg(daterange(r.started_on, r.ended_on, '[]')) AS days
FROM source.role_term AS r
JOIN home AS h ON h.committee_id = r.committee_id
WHERE
    r.role IN ('coordinator', 'responder')
    AND NOT EXISTS (
        SELECT FROM flagged AS f WHERE f.source_table = 'role_term' AND f.record_id = r.role_term_id
    )
GROUP BY h.home_id, r.member_id, r.role
