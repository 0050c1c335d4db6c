-- learner_stage: how far the learners of each region, course and week of enrolling are.
-- Added up over members by: region_id, course_id, enrolled_week.
WITH stage AS (
    SELECT
        h.region_id,
        l.course_id,
        date_trunc('week', l.enrolled_on::timestamp)::date AS enrolled_week,
        CASE
            WHEN NOT l.is_in_order THEN 'left_out'
            WHEN l.completed_on IS NOT NULL THEN 'completed'
            WHEN l.started_on IS NOT NULL AND l.withdrew_on IS NOT NULL THEN 'withdrew_after_start'
            WHEN l.started_on IS NOT NULL THEN 'in_progress'
            WHEN l.withdrew_on IS NOT NULL THEN 'withdrew_before_start'
            ELSE 'not_started'
        END AS stage
    FROM learning AS l
    JOIN home AS h ON h.home_id = l.home_id
)
SELECT
    region_id,
    course_id,
    enrolled_week,
    count(*) FILTER (WHERE stage <> 'left_out') AS enrolled,
    count(*) FILTER (WHERE stage = 'not_started') AS not_started,
    count(*) FILTER (WHERE stage = 'withdrew_before_start') AS withdrew_before_start,
    count(*) FILTER (WHERE stage = 'in_progress') AS in_progress,
    count(*) FILTER (WHERE stage = 'withdrew_after_start') AS withdrew_after_start,
    count(*) FILTER (WHERE stage = 'completed') AS completed,
    count(*) FILTER (WHERE stage = 'left_out') AS left_out
FROM stage
GROUP BY 1, 2, 3
