-- The tiers of membership, in the organization's order.
SELECT tier_id, name_en, name_es
FROM rollup.membership_tier
ORDER BY rank, tier_id
