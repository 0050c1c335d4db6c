-- county_week: incidents by county and the week in which they occurred, false reports left out.
SELECT
    i.region_id,
    i.state_fips,
    s.county_fips,
    date_trunc('week', i.occurred_on::timestamp)::date AS week_start,
    count(*) AS incidents,
    sum(i.people_affected) AS people_affected,
    count(*) FILTER (WHERE r.incident_id IS NULL) AS unanswered
FROM placed_incident AS i
JOIN source.incident AS s ON s.incident_id = i.incident_id
LEFT JOIN first_response AS r ON r.incident_id = i.incident_id
WHERE i.occurred_on BETWEEN :first_week AND :as_of AND i.verification <> 'false_report'
GROUP BY 1, 2, 3, 4
