-- committee_trained: each committee's coordinators and responders with a valid core certificate, on
-- the day of the refresh and on the earliest Sunday of which health is saved.
WITH trained AS (
    SELECT r.home_id, d.as_of, count(DISTINCT r.member_id) AS people
    FROM role_cover AS r
    JOIN core_cover AS c ON c.member_id = r.member_id
    JOIN (
        VALUES (CAST(:as_of AS date)), (CAST(:this_week AS date) - 85)
    ) AS d (as_of) ON r.days @> d.as_of AND c.days @> d.as_of
    GROUP BY 1, 2
)
SELECT
    h.region_id,
    h.committee_id,
    d.as_of,
    p.county_fips,
    CASE
        WHEN f.core_on <= d.as_of AND least(f.coordinator_on, f.responder_on) <= d.as_of
            THEN coalesce(t.people, 0)
    END AS trained
FROM home AS h
JOIN source.committee AS c ON c.committee_id = h.committee_id
LEFT JOIN source.place AS p ON p.place_id = c.place_id
CROSS JOIN (
    VALUES (CAST(:as_of AS date)), (CAST(:this_week AS date) - 85)
) AS d (as_of)
CROSS JOIN first_record AS f
LEFT JOIN trained AS t ON t.home_id = h.home_id AND t.as_of = d.as_of
