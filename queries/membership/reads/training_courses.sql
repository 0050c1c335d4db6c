-- The catalogue of courses.
SELECT course_id, title_en, title_es, topic, is_core
FROM rollup.course
ORDER BY is_core DESC, course_id
