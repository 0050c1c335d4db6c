-- The library of tools, an edition a row.
SELECT
  resource_id, tool_id, title_en, title_es, kind, topic, repression_type, audience_sector,
  language, published_on, is_proven, says_so, url
FROM rollup.tool
ORDER BY tool_id, resource_id
