-- case_open: open cases by region: the detained, and the others by stage, each as a class. Parts are
-- told where the region has five cases, and where what else is told of it (those without a lead, by
-- partner, by state) leaves each part below five its whole 1 to 4; else the region is one row, 'all'.
WITH region_whole AS (
    SELECT
        region_id,
        CAST(sum(cases) AS bigint) AS cases,
        sum(at_least) AS at_least,
        sum(at_most) AS at_most
    FROM open_part
    GROUP BY region_id
),
led AS (
    SELECT u.region_id, u.at_least + coalesce(sum(l.at_least), 0) AS at_least
    FROM case_unled AS u
    LEFT JOIN case_lead AS l ON l.region_id = u.region_id
    GROUP BY u.region_id, u.at_least
),
placed AS (
    SELECT
        w.region_id,
        coalesce(sum(c.open_cases), 0) AS at_least,
        coalesce(sum(c.open_cases), 0) + 4 * greatest(
            (SELECT count(*) FROM source.state AS s WHERE s.region_id = w.region_id), 1
        ) AS at_most
    FROM region_whole AS w
    LEFT JOIN case_state AS c ON c.region_id = w.region_id AND c.as_of = :as_of
    GROUP BY w.region_id
),
told AS (
    SELECT
        w.region_id,
        w.cases,
        p.at_most,
        w.cases >= 5
        AND w.at_most >= l.at_least + 4
        AND w.at_most >= p.at_least + 4
        AND w.at_least <= p.at_most - 4 AS in_parts
    FROM region_whole AS w
    JOIN led AS l ON l.region_id = w.region_id
    JOIN placed AS p ON p.region_id = w.region_id
)
SELECT o.region_id, o.part, o.at_least, o.at_most
FROM open_part AS o
JOIN told AS t ON t.region_id = o.region_id
WHERE t.in_parts
UNION ALL
SELECT
    region_id,
    'all' AS part,
    -- States that are told as none would each hold some, were the region told as more than they may.
    greatest(least(cases / 5 * 5, at_most - 3), 1) AS at_least,
    cases / 5 * 5 + 4 AS at_most
FROM told
WHERE NOT in_parts
