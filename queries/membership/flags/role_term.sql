-- role_term: a term may be agreed on before it begins, and its end before it comes.
SELECT
    role_term_id AS record_id,
    committee_id,
    ended_on < started_on AS ends_before_it_begins
FROM source.role_term
