-- The states whose committees used a tool after a day.
SELECT DISTINCT t.tool_id, c.usps
FROM rollup.tool_use u
JOIN rollup.tool t USING (resource_id)
JOIN rollup.committee c ON c.committee_id = u.committee_id
-- Written so that no index is taken: a year is half of the table.
WHERE u.used_on - CAST(:since AS date) > 0 AND c.usps IS NOT NULL
ORDER BY t.tool_id, c.usps
