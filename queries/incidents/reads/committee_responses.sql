-- One committee's responses, week by week, inside the scope.
SELECT
  week_start,
  sum(responses)::float8 AS responses,
  sum(arrived)::float8 AS arrived,
  sum(responders)::float8 AS responders
FROM rollup.response_week
WHERE committee_id = :committee_id AND week_start BETWEEN :first_week AND :last_week
GROUP BY week_start
ORDER BY week_start
