-- learner_days: after how many days learners completed, or withdrew or were last followed. Who took
-- more than 730 days (FOLLOWED_DAYS of the contract) is still at it on that day.
SELECT
    region_id,
    course_id,
    date_trunc('quarter', enrolled_on::timestamp)::date AS enrolled_quarter,
    least(took, 730) AS days,
    completed_on IS NOT NULL AND took <= 730 AS completed,
    count(*) AS learners
FROM learner
CROSS JOIN LATERAL (
    VALUES (coalesce(completed_on, followed_to) - enrolled_on)
) AS time (took)
WHERE is_possible
GROUP BY 1, 2, 3, 4, 5
