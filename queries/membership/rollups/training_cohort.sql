-- training_cohort: how far the learners of each home and week of enrolling have come, but for those
-- of whom the days don't tell.
-- Added up over members by: region_id, committee_id, enrolled_week.
SELECT
    h.region_id,
    h.committee_id,
    date_trunc('week', l.enrolled_on::timestamp)::date AS enrolled_week,
    count(*) AS enrolled,
    count(l.completed_on) AS completed,
    count(*) FILTER (WHERE l.completed_on - l.enrolled_on <= 30) AS within_30,
    count(*) FILTER (WHERE l.completed_on - l.enrolled_on <= 60) AS within_60,
    count(*) FILTER (WHERE l.completed_on - l.enrolled_on <= 90) AS within_90
FROM learning AS l
JOIN home AS h ON h.home_id = l.home_id
WHERE l.is_in_order
GROUP BY 1, 2, 3
