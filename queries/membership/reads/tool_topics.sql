-- Active committees that used a tool of some topics (with commas between) after a day, by region.
SELECT u.region_id, t.topic, u.committee_id
FROM rollup.tool_use u
JOIN rollup.tool t USING (resource_id)
JOIN rollup.committee c ON c.committee_id = u.committee_id
WHERE u.used_on > :since AND c.status = 'active' AND t.topic = ANY(string_to_array(:topics, ','))
GROUP BY u.region_id, t.topic, u.committee_id
ORDER BY u.region_id, t.topic, u.committee_id
