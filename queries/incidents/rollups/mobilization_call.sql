-- mobilization_call: each mobilization, where it was called and how long after its incident; of the
-- weeks that are kept. Fewer than five participants are not told: they could be known one by one.
-- Of an incident of another region nothing is told: that is for those who see that region.
SELECT
    m.mobilization_id,
    coalesce(m.region_id, i.region_id, 'unknown') AS region_id,
    i.state_fips,
    date_trunc('week', m.called_at AT TIME ZONE :time_zone)::date AS week_start,
    i.kind AS incident_kind,
    coalesce(m.is_national, false) AS is_national,
    CASE WHEN m.participants >= 5 THEN m.participants END AS participants,
    CASE
        WHEN m.called_at >= i.heard_at
        THEN floor(extract(EPOCH FROM m.called_at - i.heard_at) / 60)::integer
    END AS minutes
FROM source.mobilization AS m
LEFT JOIN placed_incident AS i
    ON i.incident_id = m.incident_id
    AND (m.region_id IS NULL OR m.region_id = i.region_id)
WHERE
    (m.called_at AT TIME ZONE :time_zone)::date <= :as_of
    AND (m.called_at AT TIME ZONE :time_zone)::date >= :first_week
