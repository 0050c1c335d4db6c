-- Records that can't be right, by table and rule, of all regions: for whoever keeps the data.
SELECT source_table, rule, records
FROM rollup.flagged_rule
ORDER BY source_table, rule
