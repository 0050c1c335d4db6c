-- course: the catalogue of courses.
SELECT course_id, title_en, title_es, topic, is_core
FROM source.course
