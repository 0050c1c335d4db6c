-- dispatch_snapshot: dispatches of the 90 days to each day of the snapshot, by committee and the
-- incident's region, from the first dispatch of these on.
SELECT
    r.region_id,
    r.committee_id,
    d.as_of,
    coalesce(sum(r.dispatches) FILTER (WHERE d.as_of < r.sent_on + 90), 0) AS dispatches_90,
    coalesce(
        sum(r.dispatches) FILTER (WHERE d.as_of < r.sent_on + 90 AND r.is_within_60), 0
    ) AS dispatches_within_60
FROM dispatch AS r
JOIN unnest(CAST(:snapshot_days AS date[])) AS d (as_of) ON d.as_of >= r.judged_on
GROUP BY 1, 2, 3
