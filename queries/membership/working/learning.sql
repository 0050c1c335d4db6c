-- learning: each enrollment with its home: the committee that it names, else the learner's region
-- at large, else the unknown region. What is dated after as_of has not happened. How long it took
-- can't be told where the days are in an order that they can't have.
SELECT
    coalesce(c.home_id, m.region_home_id, nowhere.home_id) AS home_id,
    e.course_id,
    coalesce('member ' || e.member_id, 'enrollment ' || e.enrollment_id) AS learner,
    e.enrolled_on,
    CASE WHEN e.started_on <= :as_of THEN e.started_on END AS started_on,
    CASE WHEN e.completed_on <= :as_of THEN e.completed_on END AS completed_on,
    CASE WHEN e.withdrew_on <= :as_of THEN e.withdrew_on END AS withdrew_on,
    e.certified_until,
    f.record_id IS NULL AS is_in_order
FROM source.enrollment AS e
LEFT JOIN home AS c ON c.committee_id = e.committee_id
LEFT JOIN member_home AS m ON m.member_id = e.member_id
JOIN home AS nowhere ON nowhere.committee_id IS NULL AND nowhere.region_id = 'unknown'
LEFT JOIN (
    SELECT DISTINCT record_id
    FROM flagged
    WHERE source_table = 'enrollment' AND rule IN ('before_enrolled', 'completed_before_started')
) AS f ON f.record_id = e.enrollment_id
WHERE e.enrolled_on <= :as_of
