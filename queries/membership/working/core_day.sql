-- core_day: how many enrollments in core courses there are, by the first day that each names.
-- Record by record.
-- Added up over members by: day.
SELECT least(e.enrolled_on, e.completed_on) AS day, count(*) AS records
FROM source.enrollment AS e
JOIN source.course AS c ON c.course_id = e.course_id AND c.is_core
GROUP BY 1
