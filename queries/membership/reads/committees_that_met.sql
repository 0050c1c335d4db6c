-- Week by week: committees that met at least once in the 13 weeks up to it, of all committees then.
SELECT
  week_start,
  sum(committees_met)::bigint AS met,
  sum(committees)::bigint AS committees
FROM rollup.region_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY week_start
HAVING sum(committees) > 0
ORDER BY week_start
