-- membership_tier
SELECT tier_id, name_en, name_es, rank
FROM source.membership_tier
