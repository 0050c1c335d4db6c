-- week_change: by how much each stock rises and what happened, by home and week. A stock is that of
-- the end of the week; what changed before first_week is that week's opening balance. A week in
-- which nothing happened and every stock ended as it began is not in it.
WITH membership AS (
    SELECT
        home_id,
        greatest(date_trunc('week', day::timestamp)::date, :first_week) AS week_start,
        sum(members)::int AS members,
        sum(good_standing)::int AS good_standing,
        sum(core_certified)::int AS core_certified,
        sum(joined) FILTER (WHERE day >= :first_week) AS joined,
        sum(lapsed) FILTER (WHERE day >= :first_week) AS lapsed
    FROM member_day
    GROUP BY 1, 2
    HAVING
        sum(members) <> 0 OR sum(good_standing) <> 0 OR sum(core_certified) <> 0
        OR sum(joined) FILTER (WHERE day >= :first_week) <> 0
        OR sum(lapsed) FILTER (WHERE day >= :first_week) <> 0
),
roles AS (
    SELECT
        home_id,
        greatest(date_trunc('week', day::timestamp)::date, :first_week) AS week_start,
        sum(coordinators)::int AS coordinators,
        sum(coordinators_core)::int AS coordinators_core,
        sum(responders)::int AS responders
    FROM role_day
    GROUP BY 1, 2
    HAVING sum(coordinators) <> 0 OR sum(coordinators_core) <> 0 OR sum(responders) <> 0
),
gatherings AS (
    SELECT
        home_id,
        date_trunc('week', held_on::timestamp)::date AS week_start,
        count(*) AS gatherings,
        count(attended) AS gatherings_counted,
        sum(attended) AS attended
    FROM held_gathering
    WHERE held_on >= :first_week
    GROUP BY 1, 2
)
SELECT *
FROM membership
FULL JOIN roles USING (home_id, week_start)
FULL JOIN gatherings USING (home_id, week_start)
FULL JOIN learning_week USING (home_id, week_start)
