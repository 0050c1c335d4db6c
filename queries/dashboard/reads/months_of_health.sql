-- What early warning learns from: months of active committees that met; and all of the newest day,
-- from which it predicts.
SELECT
    committee_id,
    as_of,
    status,
    days_since_last_gathering,
    gatherings_90,
    own_rhythm_90,
    coordinators,
    turnout,
    turnout_before,
    gatherings_next_90
FROM dashboard.health_snapshot
WHERE
    as_of BETWEEN :first_day AND :last_day
    AND (
        (kept = 'month' AND status = 'active' AND days_since_last_gathering < :silent_days)
        OR as_of = (SELECT max(as_of) FROM dashboard.health_snapshot WHERE as_of <= :last_day)
    )
ORDER BY as_of, committee_id
