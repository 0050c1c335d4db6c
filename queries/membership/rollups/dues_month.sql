-- dues_month: dues by the month in which they were earned, and what else came or did not, by the month of the
-- day on record, by region. A payment is spread over the days that it covers, a refund over those that it
-- takes back; one that takes back none counts on its own day. Months count alike, whatever their
-- length: a year's dues are twelve equal parts, and a day is a 28th to a 31st of a month. Cents, to the
-- nearest.
-- The months since the year 0, with the part of the month that is over when the day begins.
WITH counted AS (
    SELECT
        region_id,
        first_on,
        until,
        cents,
        12 * extract(year FROM first_on) + extract(month FROM first_on)
        + (extract(day FROM first_on) - 1)
        / extract(day FROM date_trunc('month', first_on::timestamp) + interval '1 month - 1 day')
        AS from_month,
        12 * extract(year FROM until) + extract(month FROM until)
        + (extract(day FROM until) - 1)
        / extract(day FROM date_trunc('month', until::timestamp) + interval '1 month - 1 day')
        AS to_month
    FROM dues_rate
),
change AS (
    SELECT
        c.region_id,
        date_trunc('month', e.day::timestamp)::date AS month_start,
        sum(e.a_month) AS a_month,
        sum(e.a_month * (1 - (e.at_month - floor(e.at_month)))) AS cents
    FROM counted AS c
    CROSS JOIN LATERAL (
        VALUES
        (first_on, from_month, cents / (to_month - from_month)),
        (until, to_month, -cents / (to_month - from_month))
    ) AS e (day, at_month, a_month)
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
        SELECT region_id, month_start FROM change
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
