-- tool_use: uses of tools by committee, edition and day. One to four participants of a use are
-- people who could be told: how many they were is in no sum, so no difference of sums tells it.
SELECT
    h.region_id,
    u.committee_id,
    u.resource_id,
    u.used_on,
    count(*) AS uses,
    count(*) FILTER (WHERE u.participants = 0 OR u.participants >= 5) AS uses_counted,
    count(*) FILTER (WHERE u.participants BETWEEN 1 AND 4) AS uses_by_few,
    sum(u.participants) FILTER (WHERE u.participants = 0 OR u.participants >= 5) AS participants
FROM source.resource_use AS u
JOIN home AS h ON h.committee_id = u.committee_id
WHERE u.used_on BETWEEN :first_week AND :as_of
GROUP BY 1, 2, 3, 4
