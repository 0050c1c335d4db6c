-- mobilization_for_all: national mobilizations that belong to no region, by the week in which they
-- were called.
SELECT
    date_trunc('week', m.called_at AT TIME ZONE :time_zone)::date AS week_start,
    count(*) AS mobilizations
FROM source.mobilization AS m
LEFT JOIN placed_incident AS i ON i.incident_id = m.incident_id
WHERE
    m.is_national
    AND (m.called_at AT TIME ZONE :time_zone)::date <= :as_of
    AND coalesce(m.region_id, nullif(i.region_id, 'unknown')) IS NULL
GROUP BY 1
