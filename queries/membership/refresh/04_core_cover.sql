-- core_cover: the days on which each member holds a valid certificate of any core course.
SELECT e.member_id, range_agg(daterange(e.completed_on, e.certified_until, '[]')) AS days
FROM source.enrollment AS e
JOIN source.course AS c ON c.course_id = e.course_id AND c.is_core
WHERE
    e.member_id IS NOT NULL
    AND e.completed_on IS NOT NULL
    AND NOT EXISTS (
        SELECT
        FROM flagged AS f
        WHERE
            f.source_table = 'enrollment'
            AND f.rule = 'certificate_ends_first'
            AND f.record_id = e.enrollment_id
    )
GROUP BY e.member_id
