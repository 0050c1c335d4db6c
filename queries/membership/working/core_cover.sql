-- core_cover: the days on which each member holds a valid certificate of any core course.
SELECT e.member_id, range_agg(daterange(e.completed_on, e.certified_until, '[]')) AS days
FROM source.enrollment AS e
JOIN source.course AS c ON c.course_id = e.course_id AND c.is_core
WHERE
    e.member_id IS NOT NULL
    -- Not flagged as certificate_ends_first; said again for the reason that dues_cover has.
    AND e.completed_on <= coalesce(e.certified_until, 'infinity')
GROUP BY e.member_id
