-- The organization's regions, priority regions first.
SELECT region_id, name_en, name_es, is_priority
FROM rollup.region
ORDER BY is_priority DESC, name_en
