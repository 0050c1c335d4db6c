-- current_post: the posts of organizers that a record of the last 13 weeks, or of this one, names,
-- and how many a region has. One post alone is a person, whatever older records name besides;
-- a post written in two ways is one.
SELECT
    region_id,
    post_key,
    min(post) AS post,
    count(*) OVER (PARTITION BY region_id) AS posts
FROM (
    SELECT h.region_id, lower(btrim(r.organizer)) AS post_key, btrim(r.organizer) AS post
    FROM source.support_request AS r
    JOIN home AS h ON h.committee_id = r.committee_id
    WHERE r.opened_on BETWEEN :this_week - 91 AND :as_of
    UNION ALL
    SELECT h.region_id, lower(btrim(v.organizer)), btrim(v.organizer)
    FROM source.support_visit AS v
    JOIN home AS h ON h.committee_id = v.committee_id
    WHERE v.visited_on BETWEEN :this_week - 91 AND :as_of
) AS named
WHERE post_key <> ''
GROUP BY region_id, post_key
