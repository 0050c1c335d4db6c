-- Month by month: dues earned, and refunds, gifts and failed payments, in dollars.
SELECT
  month_start,
  (sum(earned_cents) / 100)::float8 AS earned,
  sum(refunds)::float8 AS refunds,
  (sum(refunded_cents) / 100)::float8 AS refunded,
  sum(gifts)::float8 AS gifts,
  (sum(gift_cents) / 100)::float8 AS given,
  sum(failed)::float8 AS failed,
  (sum(failed_cents) / 100)::float8 AS missed
FROM rollup.dues_month
WHERE month_start BETWEEN :first_month AND :last_month
GROUP BY month_start
ORDER BY month_start
