-- membership_change: by how much the counts of a committee's members rise and fall, by the first of
-- the snapshot's days on which it shows. Who joins is counted among the joined for 90 days, and
-- among the members of 90 days ago after 90.
SELECT
    home_id,
    width_bucket(day - 1, CAST(:snapshot_days AS date[])) + 1 AS slot,
    sum(members)::int AS members,
    sum(members_90_days_ago)::int AS members_90_days_ago,
    sum(joined_90)::int AS joined_90,
    sum(lapsed_90)::int AS lapsed_90,
    sum(covered_by_dues)::int AS covered_by_dues,
    sum(core_certified)::int AS core_certified
FROM (
    SELECT m.home_id, e.*
    FROM (
        SELECT
            *,
            CASE WHEN isempty(days) THEN 0 ELSE 1 END AS one,
            CASE WHEN is_free AND NOT isempty(days) THEN 1 ELSE 0 END AS free
        FROM member_home
        -- Members at large are in no committee.
        WHERE home_id <> region_home_id
    ) AS m
    CROSS JOIN LATERAL (
        VALUES
        (m.joined_on, m.one, 0, 1, 0, m.free, 0),
        (m.joined_on + 90, 0, m.one, -1, 0, 0, 0),
        (m.lapsed_on, -m.one, 0, 0, 1, -m.free, 0),
        (m.lapsed_on + 90, 0, -m.one, 0, -1, 0, 0)
    ) AS e (
        day, members, members_90_days_ago, joined_90, lapsed_90, covered_by_dues, core_certified
    )
    UNION ALL
    SELECT p.home_id, e.day, 0, 0, 0, 0, e.change * p.covered, e.change * p.certified
    FROM (
        SELECT h.home_id, unnest(datemultirange(h.days) * d.days) AS days, 1 AS covered, 0 AS certified
        FROM member_home AS h
        JOIN dues_cover AS d ON d.member_id = h.member_id
        WHERE NOT h.is_free AND h.home_id <> h.region_home_id
        UNION ALL
        SELECT h.home_id, unnest(datemultirange(h.days) * c.days), 0, 1
        FROM member_home AS h
        JOIN core_cover AS c ON c.member_id = h.member_id
        WHERE h.home_id <> h.region_home_id
    ) AS p
    CROSS JOIN LATERAL (VALUES (lower(p.days), 1), (upper(p.days), -1)) AS e (day, change)
) AS turn
WHERE day <= :as_of
GROUP BY 1, 2
