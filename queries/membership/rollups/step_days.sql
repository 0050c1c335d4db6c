-- step_days: how many days from enrolling to starting and from starting to completing, or for how
-- long these have been waited for; counted up to 730 days as in learner_days. Who completed without
-- a date of starting is in neither step. Who withdrew before the record says that the step began
-- was followed for no time.
-- Added up over members by: region_id, course_id, enrolled_quarter, step, days, closed.
SELECT
    h.region_id,
    part.course_id,
    date_trunc('quarter', part.enrolled_on::timestamp)::date AS enrolled_quarter,
    part.step,
    least(took, 730) AS days,
    part.until IS NOT NULL AND took <= 730 AS closed,
    count(*) AS learners
FROM (
    SELECT
        home_id, course_id, enrolled_on, withdrew_on,
        'start' AS step, enrolled_on AS since, started_on AS until
    FROM learning
    WHERE is_in_order AND (started_on IS NOT NULL OR completed_on IS NULL)
    UNION ALL
    SELECT home_id, course_id, enrolled_on, withdrew_on, 'complete', started_on, completed_on
    FROM learning
    WHERE is_in_order AND started_on IS NOT NULL
) AS part
JOIN home AS h ON h.home_id = part.home_id
CROSS JOIN LATERAL (
    VALUES (greatest(coalesce(part.until, part.withdrew_on, :as_of) - part.since, 0))
) AS time (took)
GROUP BY 1, 2, 3, 4, 5, 6
