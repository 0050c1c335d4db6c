-- committee_life: when each committee began (its first sign of life where nobody knows when it was
-- formed), the first day on which it was closed, and the day of its last change, from which on its
-- status is today's.
-- began_on rests on committee: the first sign of life is past, no later record moves it.
WITH undated AS (
    SELECT h.home_id
    FROM source.committee AS c
    JOIN home AS h ON h.committee_id = c.committee_id
    WHERE c.formed_on IS NULL
),
sign AS (
    SELECT home_id, min(day) AS began_on
    FROM (
        SELECT home_id, day FROM member_day WHERE joined > 0
        UNION ALL
        SELECT home_id, lower(days) FROM role_cover
        UNION ALL
        SELECT home_id, held_on FROM held_gathering
    ) AS seen
    JOIN undated USING (home_id)
    GROUP BY home_id
),
last AS (
    SELECT home_id, max(gathering_on) AS gathering_on
    FROM gathering_change
    GROUP BY home_id
)
SELECT
    h.home_id,
    h.region_id,
    c.committee_id,
    c.status,
    c.formed_on,
    coalesce(c.formed_on, s.began_on) AS began_on,
    CASE
        WHEN c.status = 'closed' AND f.record_id IS NULL
            THEN coalesce(c.closed_on, l.gathering_on + 1)
        WHEN c.status = 'closed' THEN l.gathering_on + 1
    END AS closed_from,
    (c.updated_at AT TIME ZONE :time_zone)::date AS changed_on
FROM source.committee AS c
JOIN home AS h ON h.committee_id = c.committee_id
-- Closed before it was formed: when it closed is not known.
LEFT JOIN flagged AS f
    ON f.source_table = 'committee'
    AND f.rule = 'ends_before_it_begins'
    AND f.record_id = c.committee_id
LEFT JOIN sign AS s ON s.home_id = h.home_id
LEFT JOIN last AS l ON l.home_id = h.home_id
