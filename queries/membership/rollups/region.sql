-- region: the regions, as they are.
SELECT region_id, name_en, name_es, is_priority
FROM source.region
