-- The messages of the scope published from a day on.
SELECT
  message_id, region_id, channel, published_on, language,
  reach::float8 AS reach, engagements::float8 AS engagements,
  incident_id, campaign_id, validator_partner_id, validator
FROM rollup.message
WHERE published_on >= :first_day
ORDER BY published_on, message_id
