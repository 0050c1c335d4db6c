-- The audit in its order, each row as its hash was computed from it.
SELECT
    entry_id,
    to_char(happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS happened_at,
    actor,
    event,
    CAST(facts AS text) AS facts,
    previous,
    hash
FROM dashboard.audit
ORDER BY entry_id
