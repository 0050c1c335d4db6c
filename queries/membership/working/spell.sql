-- spell: the times of membership of each member, without a gap within one; ended_on is the first day
-- without membership, and null while it goes on. Who lapses and returns has two.
-- What decides, in this order:
-- * recorded: whoever has rows in membership_spell has those, overlapping and adjacent ones joined,
--   whatever the payments say; the tier is that of the newest.
-- * free: a tier without dues owes none, so that no payment can tell: the list does (joined_on to
--   lapsed_on).
-- * dues: the days that dues cover. A gap of no more than grace_days goes on; after a longer one the
--   spell has ended on the day on which the grace ran out, so that no later day changes what was counted,
--   and the next cover begins another. Covers that hold joined_on or lapsed_on begin or end there, and
--   a lapse that is listed within the grace ends it. A lapsed_on before further cover ends what came before it
--   and no more: the list has one such day, and who returns after it has returned. A first cover within
--   the grace after joining begins with joining.
-- * list: of whom no payment covers any day only the list can tell. Whether they owe is not known.
-- Payments are on record from the first day that any covers. Who joined earlier and was covered when they
-- begin was a member since joining as far as anybody knows, but only those are known who had stayed
-- (is_left_truncated): observed_from is the first day on which they are seen. Who joined earlier and was
-- covered later only had lapsed meanwhile, and has returned: nth is 2.
-- since is the day on which the first spell began, if that is known; next_on that of the next.
-- A spell's tier is the member's of today, since nobody records when it changed.
WITH record AS (
    SELECT min(day) AS begins_on FROM dues_begin
),
recorded_row AS (
    SELECT member_id, tier_id, began_on, ended_on
    FROM source.membership_spell
    -- The rules of flags/membership_spell.sql.
    WHERE began_on <= :as_of AND (ended_on IS NULL OR ended_on > began_on)
),
recorded AS (
    SELECT
        member_id,
        range_agg(daterange(began_on, ended_on)) AS days,
        (array_agg(tier_id ORDER BY began_on DESC) FILTER (WHERE tier_id IS NOT NULL))[1] AS tier_id
    FROM recorded_row
    GROUP BY member_id
),
member AS (
    SELECT
        h.member_id,
        h.home_id,
        h.joined_on,
        h.lapsed_on,
        m.state_fips,
        coalesce(r.tier_id, m.tier_id) AS tier_id,
        CASE
            WHEN r.member_id IS NOT NULL THEN 'recorded'
            WHEN h.is_free THEN 'free'
            WHEN d.member_id IS NOT NULL THEN 'dues'
            ELSE 'list'
        END AS basis,
        r.days AS recorded_days,
        d.days AS covered_days
    FROM member_home AS h
    JOIN source.member AS m ON m.member_id = h.member_id
    LEFT JOIN recorded AS r ON r.member_id = h.member_id
    LEFT JOIN dues_cover AS d ON d.member_id = h.member_id
),
stay AS (
    SELECT
        m.*,
        r.begins_on,
        CASE
            WHEN
                m.basis = 'dues' AND m.joined_on < lower(m.days)
                AND (
                    lower(m.days) - m.joined_on <= :grace_days
                    OR (m.joined_on < r.begins_on AND lower(m.days) - r.begins_on <= :grace_days)
                )
                THEN m.joined_on
            ELSE lower(m.days)
        END AS first_on,
        coalesce(
            m.basis = 'dues'
            AND m.joined_on < r.begins_on
            AND lower(m.days) - r.begins_on > :grace_days
            AND lower(m.days) - m.joined_on > :grace_days,
            false
        ) AS is_return
    FROM (
        SELECT
            m.*,
            CASE
                WHEN m.basis = 'recorded' THEN m.recorded_days
                WHEN m.basis = 'dues' THEN c.days
                WHEN
                    m.joined_on <= :as_of AND (m.lapsed_on IS NULL OR m.lapsed_on > m.joined_on)
                    THEN datemultirange(daterange(m.joined_on, m.lapsed_on))
            END AS days
        FROM member AS m
        CROSS JOIN LATERAL (
            -- Each is drawn out by the grace, so that those with no longer gap between them are one.
            SELECT range_agg(daterange(began_on, covered_until + :grace_days)) AS days
            FROM (
                SELECT
                    CASE WHEN days @> m.joined_on THEN m.joined_on ELSE lower(days) END AS began_on,
                    CASE
                        WHEN days @> m.lapsed_on THEN m.lapsed_on ELSE upper(days)
                    END AS covered_until
                FROM (SELECT unnest(m.covered_days) AS days) AS range
            ) AS cover
            WHERE began_on < covered_until AND began_on <= :as_of
        ) AS c
    ) AS m
    CROSS JOIN record AS r
),
told AS (
    SELECT
        m.*,
        s.nth + m.is_return::int AS nth,
        CASE WHEN s.nth = 1 THEN m.first_on ELSE lower(s.days) END AS began_on,
        CASE
            WHEN
                m.basis = 'dues'
                AND m.lapsed_on BETWEEN upper(s.days) - :grace_days AND upper(s.days)
                THEN m.lapsed_on
            ELSE upper(s.days)
        END AS ended_on,
        CASE
            WHEN coalesce(upper(m.days), 'infinity') > upper(s.days)
                THEN lower(m.days - datemultirange(daterange(NULL, upper(s.days))))
        END AS next_on
    FROM stay AS m
    CROSS JOIN unnest(m.days) WITH ORDINALITY AS s (days, nth)
)
SELECT
    t.member_id,
    t.home_id,
    h.region_id,
    h.committee_id,
    t.state_fips,
    t.tier_id,
    t.basis,
    t.began_on,
    CASE WHEN t.ended_on <= :as_of THEN t.ended_on END AS ended_on,
    t.next_on,
    CASE
        WHEN
            NOT t.is_return
            AND NOT coalesce(t.basis <> 'recorded' AND t.first_on < t.begins_on, false)
            THEN t.first_on
    END AS since,
    t.nth,
    coalesce(t.basis <> 'recorded' AND t.began_on < t.begins_on, false) AS is_left_truncated,
    CASE
        WHEN t.basis <> 'recorded' AND t.began_on < t.begins_on THEN t.begins_on
        ELSE t.began_on
    END AS observed_from
FROM told AS t
JOIN home AS h ON h.home_id = t.home_id
-- Over before anything is on record: never seen.
WHERE t.basis = 'recorded' OR t.ended_on IS NULL OR t.begins_on IS NULL OR t.ended_on > t.begins_on
