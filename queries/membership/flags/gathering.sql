-- gathering: guests are welcome, so only attendance above a multiple of the committee's members on
-- that day can't be right. Anyone may come to an action or an outreach, and a first meeting is larger
-- than the membership: these are not compared, and fewer than ten members count as ten. Where no
-- member is linked to the committee there is nothing to compare with.
WITH large AS (
    SELECT gathering_id, committee_id, held_on
    FROM source.gathering
    WHERE kind NOT IN ('action', 'outreach') AND attended > :absurd_turnout * 10
),
change AS (
    SELECT committee_id, joined_on AS day, count(*) AS members
    FROM source.member
    WHERE
        joined_on <= coalesce(lapsed_on, 'infinity')
        AND committee_id IN (SELECT committee_id FROM large)
    GROUP BY committee_id, joined_on
    UNION ALL
    SELECT committee_id, lapsed_on, -count(*)
    FROM source.member
    WHERE joined_on <= lapsed_on AND committee_id IN (SELECT committee_id FROM large)
    GROUP BY committee_id, lapsed_on
),
standing AS (
    SELECT gathering_id, sum(members) OVER (PARTITION BY committee_id ORDER BY day) AS members
    FROM (
        SELECT NULL AS gathering_id, committee_id, day, members FROM change
        UNION ALL
        SELECT gathering_id, committee_id, held_on, 0 FROM large
    ) AS timeline
)
SELECT
    g.gathering_id AS record_id,
    g.committee_id,
    g.attended < 0 AS negative_count,
    g.held_on > :as_of AS dated_ahead,
    s.members > 0 AND g.attended > :absurd_turnout * greatest(s.members, 10) AS absurd_attendance
FROM source.gathering AS g
LEFT JOIN standing AS s ON s.gathering_id = g.gathering_id
