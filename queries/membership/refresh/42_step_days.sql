-- step_days: how many days from enrolling to starting and from starting to completing, or for how
-- long these have been waited for; counted up to 730 days as in learner_days. Who completed without
-- a date of starting is in neither step. Who withdrew before the record says that the step began
-- was followed for no time.
SELECT
    region_id,
    course_id,
    date_trunc('quarter', enrolled_on::timestamp)::date AS enrolled_quarter,
    step,
    least(took, 730) AS days,
    until IS NOT NULL AND took <= 730 AS closed,
    count(*) AS learners
FROM learner
CROSS JOIN LATERAL (
    VALUES ('start', enrolled_on, started_on), ('complete', started_on, completed_on)
) AS part (step, since, until)
CROSS JOIN LATERAL (VALUES (greatest(coalesce(until, followed_to) - since, 0))) AS time (took)
WHERE is_possible AND since IS NOT NULL AND (started_on IS NOT NULL OR completed_on IS NULL)
GROUP BY 1, 2, 3, 4, 5, 6
