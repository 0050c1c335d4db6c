-- case_quarter: cases opened and closed by region and quarter, of quarters that are over, each as a
-- class: fewer than five, 5 to 9 and so on. The last twelve.
SELECT
    q.region_id,
    q.quarter_start,
    count(*) FILTER (WHERE c.opened_on >= q.quarter_start AND c.opened_on < q.quarter_end)
    / 5 * 5 AS opened_at_least,
    count(*) FILTER (WHERE c.opened_on >= q.quarter_start AND c.opened_on < q.quarter_end)
    / 5 * 5 + 4 AS opened_at_most,
    count(*) FILTER (WHERE c.closed_on >= q.quarter_start AND c.closed_on < q.quarter_end)
    / 5 * 5 AS closed_at_least,
    count(*) FILTER (WHERE c.closed_on >= q.quarter_start AND c.closed_on < q.quarter_end)
    / 5 * 5 + 4 AS closed_at_most
FROM (
    SELECT
        r.region_id,
        n.quarter_start::date AS quarter_start,
        (n.quarter_start + interval '3 months')::date AS quarter_end
    FROM (
        SELECT region_id, min(opened_on) AS first_on
        FROM defended_case
        GROUP BY region_id
    ) AS r
    CROSS JOIN generate_series(
        date_trunc('quarter', CAST(:as_of AS date)::timestamp) - interval '36 months',
        date_trunc('quarter', CAST(:as_of AS date)::timestamp) - interval '3 months',
        interval '3 months'
    ) AS n (quarter_start)
    WHERE n.quarter_start + interval '3 months' > r.first_on
) AS q
JOIN defended_case AS c ON c.region_id = q.region_id
GROUP BY q.region_id, q.quarter_start, q.quarter_end
