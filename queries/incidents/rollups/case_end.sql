-- case_end: how cases ended, by region and half-year that is over, each as a class: fewer than five,
-- 5 to 9 and so on. Told where the classes of its two quarters leave each end its whole class.
WITH half AS (
    SELECT
        region_id,
        date_trunc('year', quarter_start)::date
        + CASE WHEN extract(MONTH FROM quarter_start) > 6 THEN interval '6 months'
            ELSE interval '0 months' END AS half_start,
        sum(closed_at_least) AS at_least,
        sum(closed_at_most) AS at_most
    FROM case_quarter
    GROUP BY 1, 2
    HAVING count(*) = 2
),
ended AS (
    SELECT
        h.region_id,
        h.half_start::date AS half_start,
        e.outcome,
        count(c.case_id) / 5 * 5 AS at_least,
        count(c.case_id) / 5 * 5 + 4 AS at_most,
        h.at_least AS closed_at_least,
        h.at_most AS closed_at_most
    FROM half AS h
    CROSS JOIN (VALUES ('stopped'), ('removed'), ('otherwise')) AS e (outcome)
    LEFT JOIN defended_case AS c
        ON c.region_id = h.region_id
        AND c.outcome = e.outcome
        AND c.closed_on >= h.half_start
        AND c.closed_on < h.half_start + interval '6 months'
    GROUP BY h.region_id, h.half_start, e.outcome, h.at_least, h.at_most
)
SELECT region_id, half_start, outcome, at_least, at_most
FROM (
    SELECT
        *,
        sum(at_least) OVER same AS ends_at_least,
        sum(at_most) OVER same AS ends_at_most
    FROM ended
    WINDOW same AS (PARTITION BY region_id, half_start)
) AS e
WHERE ends_at_most - closed_at_least >= 4 AND closed_at_most - ends_at_least >= 4
