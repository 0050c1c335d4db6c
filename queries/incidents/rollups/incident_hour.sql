-- incident_hour: incidents by the hour in which they were heard of, and those that nobody answered.
SELECT
    i.region_id,
    date_trunc('week', i.occurred_on::timestamp)::date AS week_start,
    i.heard_hour AS hour,
    count(*) AS incidents,
    count(*) FILTER (WHERE r.incident_id IS NULL) AS unanswered
FROM placed_incident AS i
LEFT JOIN first_response AS r ON r.incident_id = i.incident_id
WHERE i.occurred_on <= :as_of AND i.verification <> 'false_report'
GROUP BY 1, 2, 3
