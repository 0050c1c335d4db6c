-- mobilization_week: national mobilizations by region and the week in which they were called. One
-- without a region takes that of its incident; one without either is in mobilization_for_all.
SELECT
    coalesce(m.region_id, nullif(i.region_id, 'unknown')) AS region_id,
    date_trunc('week', m.called_at AT TIME ZONE :time_zone)::date AS week_start,
    count(*) AS mobilizations
FROM source.mobilization AS m
LEFT JOIN placed_incident AS i ON i.incident_id = m.incident_id
WHERE
    m.is_national
    AND (m.called_at AT TIME ZONE :time_zone)::date <= :as_of
    AND coalesce(m.region_id, nullif(i.region_id, 'unknown')) IS NOT NULL
GROUP BY 1, 2
