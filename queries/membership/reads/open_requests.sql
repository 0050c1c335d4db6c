-- Open requests of a committee by kind, the oldest first.
SELECT
    committee_id,
    region_id,
    kind,
    sum(open)::float8 AS open,
    sum(unanswered)::float8 AS unanswered,
    min(opened_on) AS oldest_on
FROM rollup.open_request
WHERE committee_id = :committee_id
GROUP BY 1, 2, 3
ORDER BY oldest_on, kind
