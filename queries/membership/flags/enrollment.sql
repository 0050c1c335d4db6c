-- enrollment: a certificate outlasts the day; no other date of a learner lies ahead.
SELECT
    enrollment_id AS record_id,
    committee_id,
    member_id,
    greatest(enrolled_on, started_on, completed_on, withdrew_on) > :as_of AS dated_ahead,
    certified_until < completed_on AS certificate_ends_first,
    least(started_on, completed_on, withdrew_on) < enrolled_on AS before_enrolled,
    completed_on < started_on AS completed_before_started
FROM source.enrollment
