-- Every committee of the scope and the tools that it used after a day.
WITH used AS (
  SELECT
    u.committee_id,
    coalesce(sum(u.uses) FILTER (WHERE u.used_on > :since), 0)::float8 AS uses,
    max(u.used_on) AS last_used_on
  FROM rollup.tool_use u
  GROUP BY u.committee_id
)
SELECT
  c.committee_id, c.region_id, c.name, c.status, c.place_name, c.usps,
  coalesce(u.uses, 0)::float8 AS uses,
  u.last_used_on
FROM rollup.committee c
LEFT JOIN used u USING (committee_id)
ORDER BY c.committee_id
