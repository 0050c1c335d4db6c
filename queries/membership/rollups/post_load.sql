-- post_load: what rests on each post of a region with several: open requests, committees, and the
-- visits and hours of the last 13 complete weeks; what names no post of today stands in a row
-- without one. Where a region has one post or none, that row alone, without a number: it would be a
-- person's, and so would be what is left of the region's sum. Requests, or visits, of which there is
-- no record at all are not known.
WITH load AS (
    SELECT
        h.region_id,
        lower(btrim(d.organizer)) AS post_key,
        d.committee_id,
        d.open,
        d.unanswered,
        d.visits,
        d.hours
    FROM (
        SELECT
            committee_id,
            organizer,
            1 AS open,
            (first_response_on IS NULL OR first_response_on > :as_of)::int AS unanswered,
            0 AS visits,
            NULL::float8 AS hours
        FROM source.support_request
        WHERE opened_on <= :as_of AND (resolved_on IS NULL OR resolved_on > :as_of)
        UNION ALL
        SELECT committee_id, organizer, 0, 0, 1, CASE WHEN hours >= 0 THEN hours END
        FROM source.support_visit
        WHERE visited_on >= :this_week - 91 AND visited_on < :this_week
    ) AS d
    JOIN home AS h ON h.committee_id = d.committee_id
),
several AS (
    SELECT DISTINCT region_id, posts
    FROM current_post
    WHERE posts > 1
)
SELECT
    l.region_id,
    p.post,
    max(coalesce(s.posts, 0)) AS posts,
    CASE WHEN s.posts > 1 AND f.request_on <= :as_of THEN sum(l.open) END AS requests_open,
    CASE WHEN s.posts > 1 AND f.request_on <= :as_of THEN sum(l.unanswered) END
        AS requests_unanswered,
    CASE WHEN s.posts > 1 THEN count(DISTINCT l.committee_id) END AS committees,
    CASE WHEN s.posts > 1 AND f.visit_on <= :as_of THEN sum(l.visits) END AS visits,
    CASE WHEN s.posts > 1 THEN sum(l.hours) END AS hours
FROM (
    SELECT * FROM load
    UNION ALL
    -- A post of today that nothing rests on.
    SELECT region_id, post_key, NULL, 0, 0, 0, NULL
    FROM current_post
    WHERE posts > 1
) AS l
CROSS JOIN first_record AS f
LEFT JOIN several AS s ON s.region_id = l.region_id
LEFT JOIN current_post AS p ON p.region_id = s.region_id AND p.post_key = l.post_key
GROUP BY l.region_id, p.post, s.posts, f.request_on, f.visit_on
