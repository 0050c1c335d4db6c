-- Open requests by committee and kind, the oldest first.
SELECT
    committee_id,
    region_id,
    kind,
    open::float8 AS open,
    unanswered::float8 AS unanswered,
    oldest_on
FROM rollup.open_request
ORDER BY committee_id, oldest_on, kind
