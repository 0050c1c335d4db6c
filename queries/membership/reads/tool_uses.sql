-- What became of each tool in the scope, all its editions together: uses after a day, all uses, and
-- those since it was published. Without a tool: uses of what is not in the library.
SELECT
  t.tool_id,
  count(DISTINCT u.committee_id) FILTER (WHERE u.used_on > :since)::float8 AS committees,
  coalesce(sum(u.uses) FILTER (WHERE u.used_on > :since), 0)::float8 AS uses,
  sum(u.participants) FILTER (WHERE u.used_on > :since)::float8 AS participants,
  coalesce(sum(u.uses_by_few) FILTER (WHERE u.used_on > :since), 0)::float8 AS uses_by_few,
  coalesce(sum(u.uses_counted) FILTER (WHERE u.used_on > :since), 0)::float8 AS uses_counted,
  sum(u.uses)::float8 AS uses_ever,
  coalesce(sum(u.uses) FILTER (WHERE u.used_on >= t.published_on), 0)::float8 AS uses_published,
  max(u.used_on) AS last_used_on
FROM rollup.tool_use u
LEFT JOIN rollup.tool t USING (resource_id)
GROUP BY t.tool_id
ORDER BY t.tool_id
