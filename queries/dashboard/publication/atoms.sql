-- Every atom up to a release.
SELECT area, metric, period_start, weeks, value, class, release_number
FROM dashboard.atom
WHERE release_number <= :release_number
ORDER BY metric, period_start, weeks, area
