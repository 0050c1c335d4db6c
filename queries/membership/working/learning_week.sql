-- learning_week: how many enrolled and completed, by home and week.
-- Added up over members by: home_id, week_start.
SELECT
    home_id,
    date_trunc('week', day::timestamp)::date AS week_start,
    sum(enrolled) AS enrolled,
    sum(completed) AS completed
FROM (
    SELECT home_id, enrolled_on AS day, 1 AS enrolled, 0 AS completed FROM learning
    UNION ALL
    SELECT home_id, completed_on, 0, 1 FROM learning
) AS step
WHERE day >= :first_week
GROUP BY 1, 2
