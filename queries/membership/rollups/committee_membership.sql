-- committee_membership: the members of each committee (and of each region at large) at the end of a month and
-- what happened in it: of the last twelve months that are over, those in which anything did, and the last of them.
WITH last AS (
    SELECT (date_trunc('month', :as_of ::timestamp) - interval '1 month')::date AS month_start
),
change AS (
    SELECT
        home_id,
        month_start,
        sum(members) AS members,
        sum(good_standing) AS good_standing,
        sum(no_payment) AS no_payment,
        sum(not_listed) AS not_listed,
        sum(joined) AS joined,
        sum(returned) AS returned,
        sum(lapsed) AS lapsed
    FROM (
        SELECT
            home_id, month_start, members, good_standing, no_payment, not_listed, joined, returned, lapsed
        FROM spell_month
        UNION ALL
        SELECT m.home_id, l.month_start, 0, 0, 0, 0, 0, 0, 0
        FROM (SELECT home_id FROM spell_month GROUP BY home_id) AS m
        CROSS JOIN last AS l
    ) AS month
    GROUP BY home_id, month_start
),
stand AS (
    SELECT
        home_id,
        month_start,
        sum(members) OVER so_far AS members,
        sum(good_standing) OVER so_far AS good_standing,
        sum(no_payment) OVER so_far AS no_payment,
        sum(not_listed) OVER so_far AS not_listed,
        joined,
        returned,
        lapsed
    FROM change
    WINDOW so_far AS (PARTITION BY home_id ORDER BY month_start)
)
SELECT
    h.region_id, h.committee_id, s.month_start, s.members, s.good_standing, s.no_payment, s.not_listed,
    s.joined, s.returned, s.lapsed
FROM stand AS s
JOIN home AS h ON h.home_id = s.home_id
JOIN last AS l ON s.month_start <= l.month_start
WHERE
    s.month_start > (l.month_start - interval '12 months')::date
    AND (s.joined + s.returned + s.lapsed > 0 OR (s.month_start = l.month_start AND s.members > 0))
