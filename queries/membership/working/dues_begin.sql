-- dues_begin: on which days the cover of members by dues begins for the first time.
-- Added up over members by: day.
SELECT lower(days) AS day, count(*) AS records
FROM dues_cover
GROUP BY 1
