-- The last row of the audit that is older than a day, if any is, and how many rows end with it.
SELECT
    entry_id,
    hash,
    entry_id - (SELECT min(entry_id) FROM dashboard.audit) + 1 AS row_count
FROM dashboard.audit
WHERE
    entry_id = coalesce(
        (SELECT min(entry_id) - 1 FROM dashboard.audit WHERE happened_at >= :oldest),
        (SELECT max(entry_id) FROM dashboard.audit)
    )
