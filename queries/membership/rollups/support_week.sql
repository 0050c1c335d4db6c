-- support_week: visits to each committee and their hours; hours below zero are not known.
SELECT
    h.region_id,
    v.committee_id,
    date_trunc('week', v.visited_on::timestamp)::date AS week_start,
    count(*) AS visits,
    sum(v.hours) FILTER (WHERE v.hours >= 0) AS hours
FROM source.support_visit AS v
JOIN home AS h ON h.committee_id = v.committee_id
WHERE v.visited_on BETWEEN :first_week AND :as_of
GROUP BY 1, 2, 3
