-- The two clocks of every figure: each source table's newest record and when it was loaded.
SELECT source_table, newest_record, row_count, refreshed_at, as_of, seconds
FROM rollup.refresh
ORDER BY source_table
