-- snapshot_day: the days of committee_snapshot, numbered. The last day of a month that is over is
-- kept as a month's, also where it is a Sunday.
SELECT
    slot::int AS slot,
    as_of,
    CASE
        WHEN as_of < :as_of AND extract(day FROM as_of + 1) = 1 THEN 'month'
        ELSE 'week'
    END AS kept
FROM unnest(CAST(:snapshot_days AS date[])) WITH ORDINALITY AS d (as_of, slot)
