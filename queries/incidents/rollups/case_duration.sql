-- case_duration: how many days cases took to their end, of the nation as a whole, the detained apart,
-- each as a class: fewer than five, 5 to 9 and so on. Followed to the end of the last quarter that is
-- over; a case that was open then is in the step that it had come to. In no region, so that only
-- those who see all of them see it.
WITH followed AS (
    SELECT
        c.is_detained,
        CASE WHEN c.closed_on < e.day THEN c.outcome ELSE 'open' END AS outcome,
        least(CASE WHEN c.closed_on < e.day THEN c.closed_on ELSE e.day END - c.opened_on, 730)
        AS days,
        coalesce(c.closed_on < e.day AND c.closed_on - c.opened_on <= 730, false) AS has_ended
    FROM defended_case AS c
    CROSS JOIN (
        SELECT date_trunc('quarter', CAST(:as_of AS date)::timestamp)::date AS day
    ) AS e
    WHERE c.opened_on < e.day
)
SELECT
    'unknown' AS region_id,
    g.is_detained,
    g.day_until,
    g.outcome,
    count(f.days) / 5 * 5 AS at_least,
    count(f.days) / 5 * 5 + 4 AS at_most
FROM (
    SELECT d.is_detained, s.day_from, s.day_until, o.outcome
    FROM (SELECT DISTINCT is_detained FROM followed) AS d
    CROSS JOIN (
        VALUES
            (-1, 30), (30, 60), (60, 90), (90, 120), (120, 180),
            (180, 270), (270, 365), (365, 545), (545, 730)
    ) AS s (day_from, day_until)
    CROSS JOIN (VALUES ('stopped'), ('removed'), ('otherwise'), ('open')) AS o (outcome)
) AS g
LEFT JOIN followed AS f
    ON f.is_detained = g.is_detained
    AND CASE WHEN f.has_ended THEN f.outcome ELSE 'open' END = g.outcome
    AND f.days > g.day_from
    AND f.days <= g.day_until
GROUP BY 1, 2, 3, 4
