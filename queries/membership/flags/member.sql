-- member: a lapse may be known in advance, a joining may not.
SELECT
    member_id AS record_id,
    member_id,
    joined_on > :as_of AS dated_ahead,
    lapsed_on < joined_on AS ends_before_it_begins
FROM source.member
