-- committee: a closing may be planned, unless the committee is said to be closed already.
SELECT
    committee_id AS record_id,
    committee_id,
    formed_on > :as_of OR (status = 'closed' AND closed_on > :as_of) AS dated_ahead,
    closed_on < formed_on AS ends_before_it_begins
FROM source.committee
