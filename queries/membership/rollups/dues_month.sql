-- dues_month: dues by the month in which they were earned, and what else came or did not, by the month of the
-- day on record, by region. A payment is spread over the days that it covers, a refund over those that it
-- takes back; one that takes back none counts on its own day. Months count alike, whatever their
-- length: a year's dues are twelve equal parts, and a day is a 28th to a 31st of a month. Cents, to the
-- nearest.
-- What was over before the first month that is told has no part in any.
WITH told AS MATERIALIZED (
    SELECT region_id, first_on, until, cents
    FROM dues_rate
    WHERE until > (date_trunc('month', :as_of ::timestamp) - interval '12 months')::date
),
-- The months since the year 0, with the part of the month that is over when the day begins: once a
-- day, since there are fewer of them than of spans.
turn AS MATERIALIZED (
    SELECT
        day,
        date_trunc('month', day::timestamp)::date AS month_start,
        12 * extract(year FROM day) + extract(month FROM day)
        + (extract(day FROM day) - 1)
        / extract(day FROM date_trunc('month', day::timestamp) + interval '1 month - 1 day')
        AS at_month
    FROM (
        SELECT first_on AS day FROM told
        UNION
        SELECT until FROM told
    ) AS d
),
counted AS MATERIALIZED (
    SELECT
        r.region_id,
        r.first_on,
        r.until,
        r.cents / (u.at_month - f.at_month) AS a_month
    FROM told AS r
    JOIN turn AS f ON f.day = r.first_on
    JOIN turn AS u ON u.day = r.until
),
turning AS (
    SELECT region_id, day, sum(a_month) AS a_month
    FROM (
        SELECT region_id, first_on AS day, a_month FROM counted
        UNION ALL
        SELECT region_id, until, -a_month FROM counted
    ) AS e
    GROUP BY region_id, day
),
change AS MATERIALIZED (
    SELECT
        g.region_id,
        t.month_start,
        sum(g.a_month) AS a_month,
        sum(g.a_month * (1 - (t.at_month - floor(t.at_month)))) AS cents
    FROM turning AS g
    JOIN turn AS t ON t.day = g.day
    GROUP BY 1, 2
),
other AS (
    SELECT
        region_id,
        month_start,
        sum(records) FILTER (WHERE kind = 'refund') AS refunds,
        sum(cents) FILTER (WHERE kind = 'refund') AS refunded_cents,
        sum(records) FILTER (WHERE kind = 'gift') AS gifts,
        sum(cents) FILTER (WHERE kind = 'gift') AS gift_cents,
        sum(records) FILTER (WHERE kind = 'failed') AS failed,
        sum(cents) FILTER (WHERE kind = 'failed') AS failed_cents
    FROM dues_aside
    GROUP BY 1, 2
),
life AS (
    SELECT region_id, min(month_start) AS first_month
    FROM (
        SELECT region_id, date_trunc('month', first_on::timestamp)::date AS month_start
        FROM (SELECT region_id, min(first_on) AS first_on FROM dues_rate GROUP BY region_id) AS d
        UNION ALL
        SELECT region_id, month_start FROM other
    ) AS any_month
    GROUP BY region_id
),
month AS (
    SELECT l.region_id, m.day::date AS month_start
    FROM life AS l
    CROSS JOIN generate_series(
        l.first_month::timestamp, date_trunc('month', :as_of ::timestamp), '1 month'
    ) AS m (day)
),
earned AS (
    SELECT
        m.region_id,
        m.month_start,
        coalesce(sum(c.a_month) OVER so_far, 0) - coalesce(c.a_month, 0) + coalesce(c.cents, 0)
        AS cents
    FROM month AS m
    LEFT JOIN change AS c ON c.region_id = m.region_id AND c.month_start = m.month_start
    WINDOW so_far AS (PARTITION BY m.region_id ORDER BY m.month_start)
)
SELECT
    e.region_id,
    e.month_start,
    round(e.cents)::bigint AS earned_cents,
    coalesce(o.refunds, 0) AS refunds,
    coalesce(o.refunded_cents, 0)::bigint AS refunded_cents,
    coalesce(o.gifts, 0) AS gifts,
    coalesce(o.gift_cents, 0)::bigint AS gift_cents,
    coalesce(o.failed, 0) AS failed,
    coalesce(o.failed_cents, 0)::bigint AS failed_cents
FROM earned AS e
LEFT JOIN other AS o ON o.region_id = e.region_id AND o.month_start = e.month_start
WHERE e.month_start >= (date_trunc('month', :as_of ::timestamp) - interval '12 months')::date
