-- By committee: visits of regional organizers in the weeks, and their hours.
SELECT committee_id, sum(visits)::float8 AS visits, sum(hours) AS hours
FROM rollup.support_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY committee_id
ORDER BY committee_id
