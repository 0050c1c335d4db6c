-- at_large_month: members without a committee, by their own state, at the end of the last month that is
-- over, and who joined in each of the 36 months up to it.
-- Added up over members by: region_id, state_fips, month_start.
WITH last AS (
    SELECT
        (date_trunc('month', :as_of ::timestamp) - interval '1 month')::date AS month_start,
        date_trunc('month', :as_of ::timestamp)::date AS over_on
),
turn AS (
    SELECT p.region_id, p.state_fips, l.month_start, 1 AS members, 0 AS joined
    FROM spell AS p
    CROSS JOIN last AS l
    WHERE
        p.committee_id IS NULL
        AND p.began_on < l.over_on
        AND (p.ended_on IS NULL OR p.ended_on >= l.over_on)
    UNION ALL
    SELECT p.region_id, p.state_fips, date_trunc('month', p.began_on::timestamp)::date, 0, 1
    FROM spell AS p
    CROSS JOIN last AS l
    WHERE
        p.committee_id IS NULL
        AND p.nth = 1
        AND p.began_on >= (l.month_start - interval '35 months')::date
        AND p.began_on < l.over_on
)
SELECT
    t.region_id,
    s.state_fips,
    t.month_start,
    sum(t.members) AS members,
    sum(t.joined) AS joined
FROM turn AS t
LEFT JOIN source.state AS s ON s.state_fips = t.state_fips
GROUP BY 1, 2, 3
