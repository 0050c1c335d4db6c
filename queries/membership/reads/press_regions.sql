-- The regions of the scope of which anyone ever recorded earned media.
SELECT DISTINCT region_id
FROM rollup.message
WHERE channel = 'earned_media'
ORDER BY region_id
