-- renewal_month: dues that ran out longer ago than the grace, in the last five years, and memberships
-- that lapsed then. What ran out since is not known of all alike: who has renewed did so already.
-- Added up over members by: region_id, tier_id, cycle, due_month, renewal.
SELECT
    region_id,
    tier_id,
    cycle,
    date_trunc('month', due_on::timestamp)::date AS due_month,
    renewal,
    count(*) AS due,
    count(*) FILTER (WHERE has_lapsed) AS lapsed
FROM renewal
WHERE
    has_lapsed IS NOT NULL AND due_on <= :as_of - :grace_days
    AND due_on > (CAST(:as_of AS date) - interval '5 years')::date
GROUP BY 1, 2, 3, 4, 5
