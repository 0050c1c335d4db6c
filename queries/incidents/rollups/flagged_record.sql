-- flagged_record: records that can't be right, by their own region or state, else their incident's.
SELECT
    coalesce(f.region_id, s.region_id, i.region_id, 'unknown') AS region_id,
    f.source_table,
    f.rule,
    count(*) AS records
FROM flagged AS f
LEFT JOIN source.state AS s ON s.state_fips = f.state_fips
LEFT JOIN placed_incident AS i ON i.incident_id = f.incident_id
GROUP BY 1, 2, 3
