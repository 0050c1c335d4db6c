-- Records that can't be right and are left out of what they would distort, by table and rule.
SELECT source_table, rule, sum(records) AS records
FROM rollup.flagged_record
GROUP BY source_table, rule
ORDER BY source_table, rule
