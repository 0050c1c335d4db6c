-- held_gathering: each gathering with its committee's home. Attendance that can't be right is not
-- known; the gathering was held all the same.
SELECT
    h.home_id,
    g.held_on,
    g.kind = 'drill' AS is_drill,
    g.kind IN ('action', 'outreach') AS is_for_all,
    CASE WHEN f.record_id IS NULL THEN g.attended END AS attended
FROM source.gathering AS g
JOIN home AS h ON h.committee_id = g.committee_id
LEFT JOIN (
    SELECT DISTINCT record_id
    FROM flagged
    WHERE source_table = 'gathering' AND rule IN ('negative_count', 'absurd_attendance')
) AS f ON f.record_id = g.gathering_id
WHERE g.held_on <= :as_of
