-- Days from opening to outcome, a row of the nation a detained or not × step of days × outcome.
SELECT
    is_detained, day_until, outcome,
    at_least::float8 AS at_least, at_most::float8 AS at_most
FROM rollup.case_duration
ORDER BY is_detained, day_until, outcome
