-- jurisdiction_policy: one may be in force from a day to come.
SELECT
    policy_id AS record_id,
    state_fips,
    as_of > :as_of AS dated_ahead,
    in_force_until < in_force_from AS ends_before_it_begins
FROM source.jurisdiction_policy
