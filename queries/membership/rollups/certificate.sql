-- certificate: valid and soon expiring certificates on as_of. A learner counts once a course, with
-- the certificate that is valid longest, where it was earned.
-- Added up over members by: region_id, committee_id, course_id.
WITH latest AS (
    SELECT DISTINCT ON (learner, course_id) home_id, course_id, certified_until
    FROM learning
    WHERE completed_on IS NOT NULL AND coalesce(certified_until, 'infinity') >= :as_of
    ORDER BY learner, course_id, certified_until DESC NULLS FIRST, completed_on DESC, home_id
)
SELECT
    h.region_id,
    h.committee_id,
    l.course_id,
    count(*) AS certified,
    count(*) FILTER (WHERE l.certified_until BETWEEN :as_of + 24 AND :as_of + 30)
        AS expiring_lately,
    count(*) FILTER (WHERE l.certified_until <= :as_of + 30) AS expiring_30,
    count(*) FILTER (WHERE l.certified_until <= :as_of + 60) AS expiring_60
FROM latest AS l
JOIN home AS h ON h.home_id = l.home_id
GROUP BY 1, 2, 3
