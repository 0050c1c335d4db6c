-- renewal_due: memberships whose dues run out within 90 days (DUE_DAYS of the contract), and those
-- whose dues ran out within the grace and who are behind.
-- Added up over members by: region_id, committee_id, tier_id, cycle, renewal, due_within, times.
SELECT
    region_id,
    committee_id,
    tier_id,
    cycle,
    renewal,
    CASE WHEN due_on <= :as_of THEN 0 ELSE least((due_on - :as_of - 1) / 30 + 1, 3) * 30 END AS due_within,
    CASE
        WHEN due_on <= :as_of THEN 0
        ELSE 1 + floor((:as_of + 90 - due_on) / cycle_days)::int
    END AS times,
    count(*) AS members
FROM renewal
WHERE has_lapsed IS NULL AND due_on BETWEEN :as_of - :grace_days AND :as_of + 90
GROUP BY 1, 2, 3, 4, 5, 6, 7
