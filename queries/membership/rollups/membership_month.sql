-- membership_month: the members of each region and tier at the end of each month, and what happened in
-- it: of the twelve months that are over, the one before them, and the one that is not. Start, joined and
-- returned less lapsed are the end.
WITH change AS (
    SELECT
        h.region_id,
        m.tier_id,
        m.month_start,
        sum(m.members) AS members,
        sum(m.no_payment) AS no_payment,
        sum(m.good_standing) AS good_standing,
        sum(m.not_listed) AS not_listed,
        sum(m.owing) AS owing,
        sum(m.covered) AS covered,
        sum(m.owing_days) AS owing_days,
        sum(m.covered_days) AS covered_days,
        sum(m.joined) AS joined,
        sum(m.returned) AS returned,
        sum(m.lapsed) AS lapsed
    FROM spell_month AS m
    JOIN home AS h ON h.home_id = m.home_id
    GROUP BY 1, 2, 3
),
life AS (
    SELECT region_id, tier_id, min(month_start) AS first_month
    FROM change
    GROUP BY region_id, tier_id
),
month AS (
    SELECT
        l.region_id,
        l.tier_id,
        m.day::date AS month_start,
        least((m.day + interval '1 month')::date, :as_of + 1) - m.day::date AS days
    FROM life AS l
    CROSS JOIN generate_series(
        l.first_month::timestamp, date_trunc('month', :as_of ::timestamp), '1 month'
    ) AS m (day)
),
stand AS (
    SELECT
        m.region_id,
        m.tier_id,
        m.month_start,
        coalesce(sum(c.members) OVER so_far, 0) AS members,
        coalesce(sum(c.good_standing) OVER so_far, 0) AS good_standing,
        coalesce(sum(c.no_payment) OVER so_far, 0) AS no_payment,
        coalesce(sum(c.not_listed) OVER so_far, 0) AS not_listed,
        coalesce(c.joined, 0) AS joined,
        coalesce(c.returned, 0) AS returned,
        coalesce(c.lapsed, 0) AS lapsed,
        (coalesce(sum(c.owing) OVER so_far, 0) - coalesce(c.owing, 0)) * m.days
        + coalesce(c.owing_days, 0) AS owed_days,
        (coalesce(sum(c.covered) OVER so_far, 0) - coalesce(c.covered, 0)) * m.days
        + coalesce(c.covered_days, 0) AS covered_days
    FROM month AS m
    LEFT JOIN change AS c
        ON c.region_id = m.region_id
        AND c.tier_id IS NOT DISTINCT FROM m.tier_id
        AND c.month_start = m.month_start
    WINDOW so_far AS (PARTITION BY m.region_id, m.tier_id ORDER BY m.month_start)
)
SELECT *
FROM stand
WHERE month_start >= (date_trunc('month', :as_of ::timestamp) - interval '13 months')::date
