-- course: of no region.
SELECT course_id AS record_id, least(hours, valid_months) < 0 AS negative_count
FROM source.course
