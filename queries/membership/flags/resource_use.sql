-- resource_use
SELECT
    resource_use_id AS record_id,
    committee_id,
    participants < 0 AS negative_count,
    used_on > :as_of AS dated_ahead
FROM source.resource_use
