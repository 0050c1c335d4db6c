-- Dues that ran out, month by month, and memberships that lapsed then.
SELECT
  coalesce(tier_id, '') AS tier_id,
  cycle,
  due_month,
  renewal,
  sum(due)::float8 AS due,
  sum(lapsed)::float8 AS lapsed
FROM rollup.renewal_month
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
