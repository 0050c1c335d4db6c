-- public_completion: people who completed a course of a topic, each once a topic and period, where
-- they did so first; for periods of one week and of four, counted from a Monday of 2001.
-- Added up over members by: region_id, metric, contributor, period_start, weeks.
SELECT
    h.region_id,
    'training_completed.' || p.topic AS metric,
    coalesce(h.committee_id, '') AS contributor,
    p.period_start,
    p.weeks,
    count(*) AS amount
FROM (
    SELECT DISTINCT ON (w.weeks, c.topic, w.period_start, l.learner)
        l.home_id, c.topic, w.weeks, w.period_start
    FROM learning AS l
    JOIN source.course AS c ON c.course_id = l.course_id
    CROSS JOIN LATERAL (
        SELECT
            length AS weeks,
            date '2001-01-01'
            + (l.completed_on - date '2001-01-01') / (7 * length) * (7 * length) AS period_start
        FROM (VALUES (1), (4)) AS grain (length)
    ) AS w
    WHERE l.completed_on >= :first_week
    ORDER BY w.weeks, c.topic, w.period_start, l.learner, l.completed_on, l.home_id
) AS p
JOIN home AS h ON h.home_id = p.home_id
GROUP BY 1, 2, 3, 4, 5
