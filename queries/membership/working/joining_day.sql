-- joining_day: how many members joined, by day.
-- Record by record.
-- Added up over members by: day.
SELECT joined_on AS day, count(*) AS records
FROM source.member
GROUP BY 1
