-- Week by week: committees that met at least once in the 13 weeks up to it, of all committees then.
WITH met AS (
  SELECT
    week_start,
    max(week_start) FILTER (WHERE gatherings > 0) OVER (
      PARTITION BY committee_id ORDER BY week_start
    ) AS last_met
  FROM rollup.committee_week
  WHERE committee_id IS NOT NULL
    AND week_start BETWEEN CAST(:first_week AS date) - 84 AND :last_week
)
SELECT
  week_start,
  count(*) FILTER (WHERE last_met >= week_start - 84) AS met,
  count(*) AS committees
FROM met
WHERE week_start >= :first_week
GROUP BY week_start
ORDER BY week_start
