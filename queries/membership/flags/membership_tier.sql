-- membership_tier: of no region.
SELECT tier_id AS record_id, monthly_dues_cents < 0 AS negative_count
FROM source.membership_tier
