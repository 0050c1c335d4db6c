-- membership_spell: an end may be known in advance, a beginning may not.
SELECT
    spell_id AS record_id,
    member_id,
    began_on > :as_of AS dated_ahead,
    ended_on < began_on AS ends_before_it_begins
FROM source.membership_spell
