-- To which region, kind and week each incident belongs.
SELECT incident_id, region_id, kind, week_start
FROM rollup.incident_told
ORDER BY incident_id
