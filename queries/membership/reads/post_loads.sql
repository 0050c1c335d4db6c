-- What rests on each post of the regions that have several; a row without a post is the rest.
SELECT
    region_id,
    post,
    posts::float8 AS posts,
    requests_open::float8 AS requests_open,
    requests_unanswered::float8 AS requests_unanswered,
    committees::float8 AS committees,
    visits::float8 AS visits,
    hours
FROM rollup.post_load
ORDER BY region_id, post
