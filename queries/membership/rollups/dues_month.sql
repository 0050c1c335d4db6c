-- dues_month: dues by the month in which they were earned, and what else came or did not, by the month of the
-- day on record, by region. A payment is spread over the days that it covers, a refund over those that it
-- takes back; one that takes back none counts on its own day. Months count alike, whatever their
-- length: a year's dues are twelve equal parts, and a day is a 28th to a 31st of a month. Cents, to the
-- nearest.
WITH record AS (
    SELECT
        p.member_id,
        p.paid_on,
        p.amount_cents AS cents,
        p.covers_from,
        p.covers_to,
        CASE WHEN p.kind IS NULL THEN 'dues' ELSE p.kind END AS kind
    FROM source.dues_payment AS p
    -- The rules of flags/dues_payment.sql; a refund that gives nothing back is not in dues_refund.
    WHERE
        p.paid_on <= :as_of AND p.covers_from <= p.covers_to AND p.amount_cents >= 0
        AND p.kind IS DISTINCT FROM 'refund'
        AND (p.refunds_payment_id IS NULL OR p.kind IN ('gift', 'failed'))
),
rate AS (
    SELECT member_id, covers_from AS first_on, covers_to + 1 AS until, cents
    FROM record
    WHERE kind = 'dues'
    UNION ALL
    SELECT
        member_id, coalesce(lower(days), paid_on), coalesce(upper(days), paid_on + 1), -cents
    FROM dues_refund
    WHERE is_dues
),
-- The months since the year 0, with the part of the month that is over when the day begins.
counted AS (
    SELECT
        member_id,
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
    FROM rate
),
turn AS (
    SELECT c.member_id, e.day, e.at_month, e.a_month
    FROM counted AS c
    CROSS JOIN LATERAL (
        VALUES
        (first_on, from_month::float8, cents / (to_month - from_month)::float8),
        (until, to_month::float8, -cents / (to_month - from_month)::float8)
    ) AS e (day, at_month, a_month)
),
change AS (
    SELECT
        h.region_id,
        date_trunc('month', t.day::timestamp)::date AS month_start,
        sum(t.a_month) AS a_month,
        sum(t.a_month * (1 - (t.at_month - floor(t.at_month)))) AS cents
    FROM turn AS t
    JOIN member_home AS m ON m.member_id = t.member_id
    JOIN home AS h ON h.home_id = m.region_home_id
    GROUP BY 1, 2
),
other AS (
    SELECT
        h.region_id,
        date_trunc('month', o.paid_on::timestamp)::date AS month_start,
        count(*) FILTER (WHERE o.kind = 'refund') AS refunds,
        sum(o.cents) FILTER (WHERE o.kind = 'refund') AS refunded_cents,
        count(*) FILTER (WHERE o.kind = 'gift') AS gifts,
        sum(o.cents) FILTER (WHERE o.kind = 'gift') AS gift_cents,
        count(*) FILTER (WHERE o.kind = 'failed') AS failed,
        sum(o.cents) FILTER (WHERE o.kind = 'failed') AS failed_cents
    FROM (
        SELECT member_id, paid_on, cents, kind FROM record WHERE kind <> 'dues'
        UNION ALL
        SELECT member_id, paid_on, cents, 'refund' FROM dues_refund
    ) AS o
    JOIN member_home AS m ON m.member_id = o.member_id
    JOIN home AS h ON h.home_id = m.region_home_id
    WHERE o.paid_on >= (date_trunc('month', :as_of ::timestamp) - interval '12 months')::date
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
