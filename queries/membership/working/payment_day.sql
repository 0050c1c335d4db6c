-- payment_day: how many payments there are, by the first day that each names.
-- Record by record.
-- Added up over members by: day.
SELECT least(paid_on, covers_from) AS day, count(*) AS records
FROM source.dues_payment
GROUP BY 1
