-- request_wait: how many days committees waited for a first response and for a resolution, or have
-- waited so far; counted up to 365 days. Who was helped without a first response on record had one
-- by the day of the resolution. Not among them: requests answered before they were made.
SELECT
    h.region_id,
    r.kind,
    date_trunc('week', r.opened_on::timestamp)::date AS asked_week,
    step.step,
    least(coalesce(step.until, :as_of) - r.opened_on, 365) AS days,
    step.until IS NOT NULL AND step.until - r.opened_on <= 365 AS closed,
    count(*) AS requests
FROM source.support_request AS r
JOIN home AS h ON h.committee_id = r.committee_id
LEFT JOIN (
    SELECT DISTINCT record_id
    FROM flagged
    WHERE source_table = 'support_request' AND rule = 'answered_before_asked'
) AS f ON f.record_id = r.request_id
CROSS JOIN LATERAL (
    VALUES
    ('answer', least(r.first_response_on, r.resolved_on)),
    ('resolution', r.resolved_on)
) AS said (step, on_record)
CROSS JOIN LATERAL (
    VALUES (said.step, CASE WHEN said.on_record <= :as_of THEN said.on_record END)
) AS step (step, until)
WHERE r.opened_on BETWEEN :first_week AND :as_of AND f.record_id IS NULL
GROUP BY 1, 2, 3, 4, 5, 6
