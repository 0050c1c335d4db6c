-- open_request: what each committee has asked for and what is not resolved, by kind and the day on
-- which it asked; a request is open from its day on.
SELECT
    h.region_id,
    r.committee_id,
    r.kind,
    r.opened_on,
    count(*) AS open,
    count(*) FILTER (
        WHERE r.first_response_on IS NULL OR r.first_response_on > :as_of
    ) AS unanswered
FROM source.support_request AS r
JOIN home AS h ON h.committee_id = r.committee_id
WHERE r.opened_on <= :as_of AND (r.resolved_on IS NULL OR r.resolved_on > :as_of)
GROUP BY 1, 2, 3, 4
