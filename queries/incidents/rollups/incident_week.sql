-- incident_week: incidents by state, kind, verification and the week in which they occurred.
SELECT
    i.region_id,
    i.state_fips,
    i.kind,
    i.verification,
    date_trunc('week', i.occurred_on::timestamp)::date AS week_start,
    count(*) AS incidents,
    coalesce(sum(i.people_affected), 0) AS people_affected,
    count(*) FILTER (
        WHERE r.incident_id IS NULL AND i.verification <> 'false_report'
    ) AS unanswered
FROM placed_incident AS i
LEFT JOIN first_response AS r ON r.incident_id = i.incident_id
WHERE i.occurred_on <= :as_of
GROUP BY 1, 2, 3, 4, 5
