-- flagged_rule: records that can't be right, by the rule that they break, of all regions.
SELECT source_table, rule, count(*) AS records
FROM flagged
GROUP BY source_table, rule
