-- Whether the audit has a row of this number and hash: one row, or none.
SELECT entry_id
FROM dashboard.audit
WHERE entry_id = :number AND hash = :hash
