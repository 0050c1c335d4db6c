-- committee_week: every home × week without a gap, from its first sign of life to the week of
-- as_of. A closed committee ends with the week of its closing, but for weeks in which something is
-- still counted: no member drops out of a region's total because their committee has closed.
-- Unique: committee_id, week_start.
-- Rows rest on committee, place, region, state: a week that is left out would only add zeros.
WITH life AS (
    SELECT
        h.home_id,
        h.region_id,
        h.committee_id,
        -- A committee of which nothing is known yet begins with the running week.
        -- first_week rests on committee: the first sign of life is past, no later record moves it.
        coalesce(
            least(
                min(t.week_start),
                CASE
                    WHEN c.formed_on <= :as_of
                        THEN greatest(date_trunc('week', c.formed_on::timestamp)::date, :first_week)
                END
            ),
            CASE WHEN h.committee_id IS NOT NULL THEN :this_week END
        ) AS first_week,
        CASE
            WHEN c.status = 'closed' AND f.record_id IS NULL
                THEN coalesce(c.closed_on, max(t.week_start))
            WHEN c.status = 'closed' THEN max(t.week_start)
        END AS ended_on
    FROM home AS h
    LEFT JOIN source.committee AS c ON c.committee_id = h.committee_id
    -- Closed before it was formed: when it closed is not known.
    LEFT JOIN flagged AS f
        ON f.source_table = 'committee'
        AND f.rule = 'ends_before_it_begins'
        AND f.record_id = c.committee_id
    LEFT JOIN week_change AS t ON t.home_id = h.home_id
    GROUP BY h.home_id, h.region_id, h.committee_id, c.formed_on, c.status, c.closed_on,
        f.record_id
),
week AS (
    SELECT l.*, w.day::date AS week_start
    FROM life AS l
    CROSS JOIN generate_series(l.first_week::timestamp, :this_week, '7 days') AS w (day)
),
stand AS (
    SELECT
        w.region_id,
        w.committee_id,
        w.week_start,
        w.ended_on,
        coalesce(sum(t.members) OVER so_far, 0) AS members,
        coalesce(sum(t.good_standing) OVER so_far, 0) AS good_standing,
        coalesce(t.joined, 0) AS joined,
        coalesce(t.lapsed, 0) AS lapsed,
        coalesce(t.gatherings, 0) AS gatherings,
        coalesce(t.gatherings_counted, 0) AS gatherings_counted,
        coalesce(t.attended, 0) AS attended,
        coalesce(t.enrolled, 0) AS enrolled,
        coalesce(t.completed, 0) AS completed,
        coalesce(sum(t.core_certified) OVER so_far, 0) AS core_certified,
        coalesce(sum(t.coordinators) OVER so_far, 0) AS coordinators,
        coalesce(sum(t.coordinators_core) OVER so_far, 0) AS coordinators_core,
        coalesce(sum(t.responders) OVER so_far, 0) AS responders
    FROM week AS w
    LEFT JOIN week_change AS t ON t.home_id = w.home_id AND t.week_start = w.week_start
    WINDOW so_far AS (PARTITION BY w.home_id ORDER BY w.week_start)
)
SELECT
    region_id, committee_id, week_start, members, good_standing, joined, lapsed, gatherings,
    gatherings_counted, attended, enrolled, completed, core_certified, coordinators,
    coordinators_core, responders
FROM stand
WHERE
    ended_on IS NULL
    OR week_start <= ended_on
    OR members + good_standing + joined + lapsed + gatherings + attended + enrolled + completed
    + core_certified + coordinators + responders > 0
