-- learner: each enrollment by the region where it counts, as known on as_of. What is dated later
-- has not happened; who has withdrawn is followed until then, everyone else until as_of. An
-- enrollment with a date before enrolling, or completed before starting, is not possible.
SELECT
    coalesce(c.region_id, r.region_id, 'unknown') AS region_id,
    e.course_id,
    e.enrolled_on,
    CASE WHEN e.started_on <= :as_of THEN e.started_on END AS started_on,
    CASE WHEN e.completed_on <= :as_of THEN e.completed_on END AS completed_on,
    CASE WHEN e.withdrew_on <= :as_of THEN e.withdrew_on END AS withdrew_on,
    least(e.withdrew_on, :as_of) AS followed_to,
    NOT EXISTS (
        SELECT
        FROM flagged AS f
        WHERE
            f.source_table = 'enrollment'
            AND f.rule IN ('before_enrolled', 'completed_before_started')
            AND f.record_id = e.enrollment_id
    ) AS is_possible
FROM source.enrollment AS e
LEFT JOIN home AS c ON c.committee_id = e.committee_id
LEFT JOIN member_home AS m ON m.member_id = e.member_id
LEFT JOIN home AS r ON r.home_id = m.region_home_id
WHERE e.enrolled_on <= :as_of
