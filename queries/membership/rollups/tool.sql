-- tool: the library, an edition a row. A day of publishing that is still to come is not known.
SELECT
    r.resource_id,
    e.tool_id,
    r.title_en,
    r.title_es,
    r.kind,
    r.topic,
    r.repression_type,
    r.audience_sector,
    r.language,
    CASE WHEN r.published_on <= :as_of THEN r.published_on END AS published_on,
    coalesce(r.is_proven, FALSE) AS is_proven,
    p.name AS says_so,
    CASE WHEN r.url LIKE 'https://%' THEN r.url END AS url
FROM source.resource AS r
JOIN tool_edition AS e ON e.resource_id = r.resource_id
LEFT JOIN source.partner AS p ON p.partner_id = r.source_partner_id
