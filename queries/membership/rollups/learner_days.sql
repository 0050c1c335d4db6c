-- learner_days: after how many days learners completed, or withdrew or were last followed: until
-- as_of. Who took more than 730 days (FOLLOWED_DAYS of the contract) is still at it on that day.
-- Added up over members by: region_id, course_id, enrolled_quarter, days, completed.
SELECT
    h.region_id,
    l.course_id,
    date_trunc('quarter', l.enrolled_on::timestamp)::date AS enrolled_quarter,
    least(took, 730) AS days,
    l.completed_on IS NOT NULL AND took <= 730 AS completed,
    count(*) AS learners
FROM learning AS l
JOIN home AS h ON h.home_id = l.home_id
CROSS JOIN LATERAL (
    VALUES (coalesce(l.completed_on, l.withdrew_on, :as_of) - l.enrolled_on)
) AS time (took)
WHERE l.is_in_order
GROUP BY 1, 2, 3, 4, 5
