-- By region, kind and days since the committee asked last: visits of the weeks, and their hours.
SELECT
    region_id,
    kind,
    days_since_asked,
    sum(visits)::float8 AS visits,
    sum(visits_with_hours)::float8 AS visits_with_hours,
    sum(hours) AS hours
FROM rollup.visit_week
WHERE week_start BETWEEN :first_week AND :last_week
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
