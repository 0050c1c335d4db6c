-- learner_stage: how far the learners of each region, course and month of enrolling are.
WITH stage AS (
    SELECT
        region_id,
        course_id,
        date_trunc('month', enrolled_on::timestamp)::date AS enrolled_month,
        CASE
            WHEN NOT is_possible THEN 'left_out'
            WHEN completed_on IS NOT NULL THEN 'completed'
            WHEN started_on IS NOT NULL AND withdrew_on IS NOT NULL THEN 'withdrew_after_start'
            WHEN started_on IS NOT NULL THEN 'in_progress'
            WHEN withdrew_on IS NOT NULL THEN 'withdrew_before_start'
            ELSE 'not_started'
        END AS stage
    FROM learner
)
SELECT
    region_id,
    course_id,
    enrolled_month,
    count(*) FILTER (WHERE stage <> 'left_out') AS enrolled,
    count(*) FILTER (WHERE stage = 'not_started') AS not_started,
    count(*) FILTER (WHERE stage = 'withdrew_before_start') AS withdrew_before_start,
    count(*) FILTER (WHERE stage = 'in_progress') AS in_progress,
    count(*) FILTER (WHERE stage = 'withdrew_after_start') AS withdrew_after_start,
    count(*) FILTER (WHERE stage = 'completed') AS completed,
    count(*) FILTER (WHERE stage = 'left_out') AS left_out
FROM stage
GROUP BY 1, 2, 3
