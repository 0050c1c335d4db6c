-- Earned media for everyone, published from a day on.
SELECT message_id, published_on, incident_id
FROM rollup.press_for_all
WHERE published_on >= :first_day
ORDER BY published_on, message_id
