-- call_language: the languages of the hotline's callers in the last 365 days. Of a language with
-- fewer than five calls in a region nothing is told, not even that there were any.
SELECT coalesce(s.region_id, i.region_id, 'unknown') AS region_id, h.language, count(*) AS calls
FROM source.hotline_call AS h
LEFT JOIN source.state AS s ON s.state_fips = h.state_fips
LEFT JOIN placed_incident AS i ON i.incident_id = h.incident_id
WHERE
    h.language <> ''
    AND (h.received_at AT TIME ZONE :time_zone)::date > CAST(:as_of AS date) - 365
    AND (h.received_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY 1, 2
HAVING count(*) >= 5
