-- What became of each tool in the scope, all its editions together: uses after a day, all uses, and
-- those since it was published. Without a tool: uses of what is not in the library.
WITH of_tool AS (
  SELECT
    t.tool_id,
    sum(u.uses) FILTER (WHERE u.used_on > :since) AS uses,
    sum(u.participants) FILTER (WHERE u.used_on > :since) AS participants,
    sum(u.uses_by_few) FILTER (WHERE u.used_on > :since) AS uses_by_few,
    sum(u.uses_counted) FILTER (WHERE u.used_on > :since) AS uses_counted,
    sum(u.uses) AS uses_ever,
    sum(u.uses) FILTER (WHERE u.used_on >= t.published_on) AS uses_published,
    max(u.used_on) AS last_used_on
  FROM rollup.tool_use u
  LEFT JOIN rollup.tool t USING (resource_id)
  GROUP BY t.tool_id
),
-- Counted by themselves: count(DISTINCT) sorts every use there ever was.
used_by AS (
  SELECT tool_id, count(*) AS committees
  FROM (
    SELECT DISTINCT t.tool_id, u.committee_id
    FROM rollup.tool_use u
    LEFT JOIN rollup.tool t USING (resource_id)
    -- Written so that no index is taken: a year is half of the table.
    WHERE u.used_on - CAST(:since AS date) > 0
  ) AS pair
  GROUP BY tool_id
)
SELECT
  of_tool.tool_id,
  coalesce(used_by.committees, 0)::float8 AS committees,
  coalesce(of_tool.uses, 0)::float8 AS uses,
  of_tool.participants::float8 AS participants,
  coalesce(of_tool.uses_by_few, 0)::float8 AS uses_by_few,
  coalesce(of_tool.uses_counted, 0)::float8 AS uses_counted,
  of_tool.uses_ever::float8 AS uses_ever,
  coalesce(of_tool.uses_published, 0)::float8 AS uses_published,
  of_tool.last_used_on
FROM of_tool
LEFT JOIN used_by ON used_by.tool_id IS NOT DISTINCT FROM of_tool.tool_id
ORDER BY of_tool.tool_id
