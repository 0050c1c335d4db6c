-- membership_change: by how much the counts of a home's members rise and fall, by the first of the
-- snapshot's days on which it shows. Who joins is counted among the joined for 90 days, and among
-- the members of 90 days ago after 90.
SELECT
    home_id,
    width_bucket(day - 1, days_at) + 1 AS slot,
    sum(members)::int AS members,
    sum(members_90_days_ago)::int AS members_90_days_ago,
    sum(joined_90)::int AS joined_90,
    sum(lapsed_90)::int AS lapsed_90,
    sum(covered_by_dues)::int AS covered_by_dues,
    sum(core_certified)::int AS core_certified
FROM (
    SELECT
        home_id,
        day,
        members,
        0 AS members_90_days_ago,
        joined AS joined_90,
        lapsed AS lapsed_90,
        good_standing AS covered_by_dues,
        core_certified
    FROM member_day
    UNION ALL
    SELECT home_id, day + 90, 0, members, -joined, -lapsed, 0, 0
    FROM member_day
    WHERE joined > 0 OR lapsed > 0
) AS change
CROSS JOIN (SELECT CAST(:snapshot_days AS date[]) AS days_at) AS snapshot
WHERE day <= :as_of
GROUP BY 1, 2
