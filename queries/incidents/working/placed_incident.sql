-- placed_incident: each incident with its region and the local days on which it occurred and was
-- reported; heard_at is when it was reported, or its own time where the report has none, and
-- heard_hour the local hour of that.
SELECT
    i.incident_id,
    coalesce(i.region_id, s.region_id, 'unknown') AS region_id,
    i.state_fips,
    i.kind,
    i.verification,
    (i.occurred_at AT TIME ZONE :time_zone)::date AS occurred_on,
    (i.reported_at AT TIME ZONE :time_zone)::date AS reported_on,
    extract(
        HOUR FROM coalesce(i.reported_at, i.occurred_at) AT TIME ZONE :time_zone
    )::smallint AS heard_hour,
    coalesce(i.reported_at, i.occurred_at) AS heard_at,
    i.reported_at,
    i.verified_at,
    CASE WHEN f.record_id IS NULL THEN i.people_affected END AS people_affected
FROM source.incident AS i
LEFT JOIN source.state AS s ON s.state_fips = i.state_fips
LEFT JOIN flagged AS f
    ON f.source_table = 'incident'
    AND f.rule = 'negative_count'
    AND f.record_id = i.incident_id
