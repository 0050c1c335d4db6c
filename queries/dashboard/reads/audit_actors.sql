-- The accounts that the audit speaks of as doers.
SELECT DISTINCT actor
FROM dashboard.audit
WHERE actor IS NOT NULL
ORDER BY actor
