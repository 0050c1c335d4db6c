-- What early warning learns from, by committee and month, and what it predicts from: the newest day.
SELECT
    committee_id,
    as_of,
    status,
    days_since_last_gathering::float8 AS days_since_last_gathering,
    gatherings_90::float8 AS gatherings_90,
    own_rhythm_90,
    coordinators::float8 AS coordinators,
    turnout,
    turnout_before,
    gatherings_next_90::float8 AS gatherings_next_90
FROM dashboard.health_snapshot
WHERE
    as_of BETWEEN :first_day AND :last_day
    AND (
        kept = 'month'
        OR as_of = (SELECT max(as_of) FROM dashboard.health_snapshot WHERE as_of <= :last_day)
    )
ORDER BY as_of, committee_id
