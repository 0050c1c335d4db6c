-- How often each event was recorded from a time on.
SELECT event, count(*) AS entries
FROM dashboard.audit
WHERE happened_at >= CAST(:begins AS timestamptz)
GROUP BY event
ORDER BY event
