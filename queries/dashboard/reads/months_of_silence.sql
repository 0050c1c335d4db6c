-- Months, of committees that were active and met, that were followed by no gathering in 90 days.
SELECT count(*) AS months
FROM dashboard.health_snapshot
WHERE
    as_of BETWEEN :first_day AND :last_day
    AND kept = 'month'
    AND status = 'active'
    AND days_since_last_gathering < :silent_days
    AND gatherings_next_90 = 0
