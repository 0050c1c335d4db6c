-- hotline_week: calls by state and the week in which they came in. A call without a state takes the
-- region of the incident that it is about.
SELECT
    coalesce(s.region_id, i.region_id, 'unknown') AS region_id,
    h.state_fips,
    date_trunc('week', h.received_at AT TIME ZONE :time_zone)::date AS week_start,
    count(*) AS calls,
    count(*) FILTER (WHERE (h.answered_at AT TIME ZONE :time_zone)::date <= :as_of) AS answered
FROM source.hotline_call AS h
LEFT JOIN source.state AS s ON s.state_fips = h.state_fips
LEFT JOIN placed_incident AS i ON i.incident_id = h.incident_id
WHERE (h.received_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY 1, 2, 3
