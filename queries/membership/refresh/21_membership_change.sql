-- membership_change: by how much the counts of a committee's members rise and fall, by the first of
-- the snapshot's days on which it shows. Who joins is counted among the joined for 90 days, and
-- among the members of 90 days ago after 90. Stays alike in these days are first added up.
WITH stay AS (
    SELECT
        home_id,
        width_bucket(joined_on - 1, days_at) + 1 AS joins,
        width_bucket(joined_on + 89, days_at) + 1 AS joins_after_90,
        width_bucket(lapsed_on - 1, days_at) + 1 AS lapses,
        width_bucket(lapsed_on + 89, days_at) + 1 AS lapses_after_90,
        count(*)::int AS people,
        (count(*) FILTER (WHERE NOT isempty(days)))::int AS members,
        (count(*) FILTER (WHERE is_free AND NOT isempty(days)))::int AS free
    FROM member_home
    CROSS JOIN (SELECT CAST(:snapshot_days AS date[]) AS days_at) AS snapshot
    -- Members at large are in no committee.
    WHERE home_id <> region_home_id
    GROUP BY 1, 2, 3, 4, 5
),
cover AS (
    SELECT
        home_id,
        width_bucket(lower(days) - 1, days_at) + 1 AS begins,
        width_bucket(upper(days) - 1, days_at) + 1 AS ends,
        sum(paid)::int AS paid,
        sum(certified)::int AS certified
    FROM (
        SELECT
            h.home_id,
            unnest(datemultirange(h.days) * d.days) AS days,
            1 AS paid,
            0 AS certified
        FROM member_home AS h
        JOIN dues_cover AS d ON d.member_id = h.member_id
        WHERE NOT h.is_free AND h.home_id <> h.region_home_id
        UNION ALL
        SELECT h.home_id, unnest(datemultirange(h.days) * c.days), 0, 1
        FROM member_home AS h
        JOIN core_cover AS c ON c.member_id = h.member_id
        WHERE h.home_id <> h.region_home_id
    ) AS span
    CROSS JOIN (SELECT CAST(:snapshot_days AS date[]) AS days_at) AS snapshot
    GROUP BY 1, 2, 3
)
SELECT
    home_id,
    slot,
    sum(members)::int AS members,
    sum(members_90_days_ago)::int AS members_90_days_ago,
    sum(joined_90)::int AS joined_90,
    sum(lapsed_90)::int AS lapsed_90,
    sum(covered_by_dues)::int AS covered_by_dues,
    sum(core_certified)::int AS core_certified
FROM (
    SELECT s.home_id, turn.*
    FROM stay AS s
    CROSS JOIN LATERAL (
        VALUES
        (s.joins, s.members, 0, s.people, 0, s.free, 0),
        (s.joins_after_90, 0, s.members, -s.people, 0, 0, 0),
        (s.lapses, -s.members, 0, 0, s.people, -s.free, 0),
        (s.lapses_after_90, 0, -s.members, 0, -s.people, 0, 0)
    ) AS turn (
        slot, members, members_90_days_ago, joined_90, lapsed_90, covered_by_dues, core_certified
    )
    UNION ALL
    SELECT c.home_id, turn.slot, 0, 0, 0, 0, turn.change * c.paid, turn.change * c.certified
    FROM cover AS c
    CROSS JOIN LATERAL (VALUES (c.begins, 1), (c.ends, -1)) AS turn (slot, change)
) AS change
-- Null: it does not end. After the last day: it is still to come.
WHERE slot <= cardinality(CAST(:snapshot_days AS date[]))
GROUP BY home_id, slot
