-- visit_week: visits by kind and what they follow: the days since the committee asked last, 0 where
-- the visit names its request or one of it was open that day, 91 where it was longer ago or never. Hours are told of the last 13 complete weeks where a region has
-- several posts: else they are one person's.
WITH asked AS (
    SELECT
        v.visit_id,
        min(
            CASE
                WHEN r.request_id = v.request_id THEN 0
                WHEN r.resolved_on IS NULL OR r.resolved_on >= v.visited_on THEN 0
                ELSE v.visited_on - r.opened_on
            END
        ) AS days
    FROM source.support_visit AS v
    JOIN source.support_request AS r
        ON r.committee_id = v.committee_id AND r.opened_on <= v.visited_on
    GROUP BY v.visit_id
)
SELECT
    h.region_id,
    date_trunc('week', v.visited_on::timestamp)::date AS week_start,
    v.kind,
    least(coalesce(a.days, 91), 91) AS days_since_asked,
    count(*) AS visits,
    count(*) FILTER (WHERE v.hours >= 0 AND t.is_told) AS visits_with_hours,
    sum(v.hours) FILTER (WHERE v.hours >= 0 AND t.is_told) AS hours
FROM source.support_visit AS v
JOIN home AS h ON h.committee_id = v.committee_id
LEFT JOIN asked AS a ON a.visit_id = v.visit_id
LEFT JOIN (
    SELECT DISTINCT region_id
    FROM current_post
    WHERE posts > 1
) AS s ON s.region_id = h.region_id
CROSS JOIN LATERAL (
    VALUES (
        s.region_id IS NOT NULL
        AND v.visited_on >= :this_week - 91 AND v.visited_on < :this_week
    )
) AS t (is_told)
WHERE v.visited_on BETWEEN :first_week AND :as_of
GROUP BY 1, 2, 3, 4
