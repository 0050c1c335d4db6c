-- The states whose committees used a tool after a day.
SELECT DISTINCT t.tool_id, c.usps
FROM rollup.tool_use u
JOIN rollup.tool t USING (resource_id)
JOIN rollup.committee c ON c.committee_id = u.committee_id
WHERE u.used_on > :since AND c.usps IS NOT NULL
ORDER BY t.tool_id, c.usps
