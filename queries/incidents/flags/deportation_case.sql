-- deportation_case: a next hearing may be set, but no case is opened or closed ahead.
SELECT
    case_id AS record_id,
    state_fips,
    greatest(opened_on, closed_on) > :as_of AS dated_ahead,
    closed_on < opened_on AS ends_before_it_begins
FROM source.deportation_case
