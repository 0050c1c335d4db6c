-- Groups of people by what they paid in 12 months, those who paid most first in each region.
SELECT region_id, nth, payers::float8, cents::float8
FROM rollup.dues_payer_group
ORDER BY region_id, nth
