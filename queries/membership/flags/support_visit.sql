-- support_visit
SELECT
    visit_id AS record_id,
    committee_id,
    hours < 0 AS negative_count,
    visited_on > :as_of AS dated_ahead
FROM source.support_visit
