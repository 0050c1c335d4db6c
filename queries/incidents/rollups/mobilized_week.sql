-- mobilized_week: incidents that are no false reports by region, kind and week, and after how many of
-- them people were called to come out.
SELECT
    i.region_id,
    i.kind,
    date_trunc('week', i.occurred_on::timestamp)::date AS week_start,
    count(*) AS incidents,
    count(*) FILTER (
        WHERE EXISTS (
            SELECT
            FROM source.mobilization AS m
            WHERE
                m.incident_id = i.incident_id
                AND (m.called_at AT TIME ZONE :time_zone)::date <= :as_of
        )
    ) AS mobilized
FROM placed_incident AS i
WHERE
    i.verification <> 'false_report'
    AND i.occurred_on <= :as_of
    AND i.occurred_on >= :first_week
GROUP BY 1, 2, 3
