-- Region × tier × month: members at its end, and who joined, returned and lapsed in it.
SELECT
  region_id, tier_id, month_start, members::float8, good_standing::float8, no_payment::float8,
  not_listed::float8, joined::float8, returned::float8, lapsed::float8, owed_days::float8,
  covered_days::float8
FROM rollup.membership_month
WHERE month_start BETWEEN :first_month AND :last_month
ORDER BY month_start, region_id, tier_id
