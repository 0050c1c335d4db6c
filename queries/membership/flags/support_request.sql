-- support_request
SELECT
    request_id AS record_id,
    committee_id,
    greatest(opened_on, first_response_on, resolved_on) > :as_of AS dated_ahead,
    least(first_response_on, resolved_on) < opened_on AS answered_before_asked
FROM source.support_request
