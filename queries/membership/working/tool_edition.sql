-- tool_edition: the tool that each resource is an edition of, itself if of no other. Editions of
-- editions are followed to the first of them; where they go round in a circle, the first by name
-- stands for all of it. What an edition names may be missing from the library: its name joins them.
WITH RECURSIVE reached AS (
    SELECT resource_id, edition_of AS tool_id
    FROM source.resource
    WHERE edition_of <> ''
    UNION
    SELECT e.resource_id, o.edition_of
    FROM reached AS e
    JOIN source.resource AS o ON o.resource_id = e.tool_id
    WHERE o.edition_of <> ''
),
ends AS (
    SELECT
        e.resource_id,
        min(e.tool_id) FILTER (WHERE coalesce(o.edition_of, '') = '') AS first_id,
        min(e.tool_id) AS circle_id
    FROM reached AS e
    LEFT JOIN source.resource AS o ON o.resource_id = e.tool_id
    GROUP BY e.resource_id
)
SELECT r.resource_id, coalesce(e.first_id, e.circle_id, r.resource_id) AS tool_id
FROM source.resource AS r
LEFT JOIN ends AS e ON e.resource_id = r.resource_id
