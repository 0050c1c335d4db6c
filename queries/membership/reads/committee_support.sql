-- What each committee has of us, and people in each role; null: the organization keeps none of it.
SELECT
    committee_id,
    region_id,
    requests_open::float8 AS requests_open,
    requests_unanswered::float8 AS requests_unanswered,
    oldest_request_on,
    requests_since,
    last_request_on,
    visits::float8 AS visits,
    last_visit_on,
    last_visit_by,
    last_mentored_on,
    coordinators::float8 AS coordinators,
    responders::float8 AS responders,
    trainers::float8 AS trainers,
    interpreters::float8 AS interpreters,
    communications::float8 AS communications
FROM rollup.committee_support
ORDER BY committee_id
