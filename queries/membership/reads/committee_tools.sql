-- Every committee that used a tool: how often after a day, when last, and on which of some topics
-- (with commas between) after the day: the sum of 2 to the power of each one's place, from 0.
SELECT
  u.committee_id,
  coalesce(sum(u.uses) FILTER (WHERE u.used_on > :since), 0)::float8 AS uses,
  max(u.used_on) AS last_used_on,
  bit_or(t.topic) FILTER (WHERE u.used_on > :since) AS topics
FROM rollup.tool_use u
LEFT JOIN (
  SELECT
    resource_id, 1::bigint << (array_position(string_to_array(:topics, ','), topic) - 1) AS topic
  FROM rollup.tool
) AS t USING (resource_id)
GROUP BY u.committee_id
ORDER BY u.committee_id
