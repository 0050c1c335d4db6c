-- national_mobilization: each national mobilization with the week in which it was called and its region,
-- or that of its incident; null where it belongs to none.
SELECT
    coalesce(m.region_id, nullif(i.region_id, 'unknown')) AS region_id,
    date_trunc('week', m.called_at AT TIME ZONE :time_zone)::date AS week_start
FROM source.mobilization AS m
LEFT JOIN placed_incident AS i ON i.incident_id = m.incident_id
WHERE m.is_national AND (m.called_at AT TIME ZONE :time_zone)::date <= :as_of
