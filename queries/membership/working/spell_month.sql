-- spell_month: by how much the members of a home and tier rise and fall in a month, and what happened.
-- Members are those in a spell: in good standing (listed, and covered by dues or in a tier without), of
-- whom no payment is known, not on the list on that day though in a spell, or else behind with their
-- dues, within the grace. Each column of days is what the month's changes make of its days until it ends.
-- Added up over members by: home_id, tier_id, month_start.
WITH span AS (
    SELECT
        s.home_id,
        s.tier_id,
        s.basis,
        s.nth,
        s.began_on,
        s.ended_on,
        NOT h.is_free AS owes,
        datemultirange(daterange(s.began_on, s.ended_on)) AS days,
        datemultirange(h.days) AS listed_days,
        CASE
            WHEN h.is_free THEN datemultirange(h.days)
            ELSE datemultirange(h.days) * coalesce(d.days, '{}'::datemultirange)
        END AS good_days
    FROM spell AS s
    JOIN member_home AS h ON h.member_id = s.member_id
    LEFT JOIN dues_cover AS d ON d.member_id = s.member_id
),
turn AS (
    SELECT
        home_id,
        tier_id,
        day,
        change AS members,
        CASE WHEN basis = 'list' THEN change ELSE 0 END AS no_payment,
        0 AS good_standing,
        0 AS not_listed,
        CASE WHEN owes THEN change ELSE 0 END AS owing,
        0 AS covered,
        CASE WHEN change = 1 AND nth = 1 THEN 1 ELSE 0 END AS joined,
        CASE WHEN change = 1 AND nth > 1 THEN 1 ELSE 0 END AS returned,
        CASE WHEN change = -1 THEN 1 ELSE 0 END AS lapsed
    FROM (
        SELECT
            home_id,
            tier_id,
            basis,
            nth,
            owes,
            unnest(ARRAY[began_on, ended_on]) AS day,
            unnest(ARRAY[1, -1]) AS change
        FROM span
    ) AS e
    UNION ALL
    SELECT
        home_id, tier_id, day, 0, 0, change, 0, 0, CASE WHEN owes THEN change ELSE 0 END, 0, 0, 0
    FROM (
        SELECT
            home_id,
            tier_id,
            owes,
            unnest(ARRAY[lower(days), upper(days)]) AS day,
            unnest(ARRAY[1, -1]) AS change
        FROM (SELECT home_id, tier_id, owes, unnest(days * good_days) AS days FROM span) AS good
    ) AS e
    UNION ALL
    SELECT home_id, tier_id, day, 0, 0, 0, change, 0, 0, 0, 0, 0
    FROM (
        SELECT
            home_id,
            tier_id,
            unnest(ARRAY[lower(days), upper(days)]) AS day,
            unnest(ARRAY[1, -1]) AS change
        FROM (SELECT home_id, tier_id, unnest(days - listed_days) AS days FROM span) AS unlisted
    ) AS e
)
SELECT
    home_id,
    tier_id,
    month_start,
    members,
    no_payment,
    good_standing,
    not_listed,
    owing::int AS owing,
    covered::int AS covered,
    -- Each change counts from its day to the end of the month, or of what is known.
    (owing * until - owing_nth)::int AS owing_days,
    (covered * until - covered_nth)::int AS covered_days,
    joined,
    returned,
    lapsed,
    records
FROM (
    SELECT
        home_id,
        tier_id,
        month_start,
        least((month_start + interval '1 month')::date, :as_of + 1) - date '2000-01-01' AS until,
        sum(members)::int AS members,
        sum(no_payment)::int AS no_payment,
        sum(good_standing)::int AS good_standing,
        sum(not_listed)::int AS not_listed,
        sum(owing) AS owing,
        sum(covered) AS covered,
        sum(owing * nth) AS owing_nth,
        sum(covered * nth) AS covered_nth,
        sum(joined)::int AS joined,
        sum(returned)::int AS returned,
        sum(lapsed)::int AS lapsed,
        count(*) AS records
    FROM (
        SELECT
            *,
            date_trunc('month', day::timestamp)::date AS month_start,
            day - date '2000-01-01' AS nth
        FROM turn
        WHERE day <= :as_of
    ) AS dated
    GROUP BY home_id, tier_id, month_start
) AS month
