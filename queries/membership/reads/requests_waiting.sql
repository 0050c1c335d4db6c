-- Open requests by committee, kind and the day on which they were made, the oldest first.
SELECT
    committee_id,
    region_id,
    kind,
    opened_on,
    open::float8 AS open,
    unanswered::float8 AS unanswered
FROM rollup.open_request
ORDER BY opened_on, committee_id, kind
