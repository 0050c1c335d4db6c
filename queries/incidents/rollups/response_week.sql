-- response_week: responses by committee, the incident's region and the week of dispatch.
SELECT
    coalesce(i.region_id, 'unknown') AS region_id,
    r.committee_id,
    date_trunc('week', r.dispatched_at AT TIME ZONE :time_zone)::date AS week_start,
    count(*) AS responses,
    count(*) FILTER (WHERE (r.arrived_at AT TIME ZONE :time_zone)::date <= :as_of) AS arrived,
    coalesce(sum(r.responders) FILTER (WHERE f.record_id IS NULL), 0) AS responders
FROM source.response AS r
LEFT JOIN placed_incident AS i ON i.incident_id = r.incident_id
LEFT JOIN flagged AS f
    ON f.source_table = 'response'
    AND f.rule = 'negative_count'
    AND f.record_id = r.response_id
WHERE (r.dispatched_at AT TIME ZONE :time_zone)::date <= :as_of
GROUP BY 1, 2, 3
