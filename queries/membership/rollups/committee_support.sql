-- committee_support: what we give each committee and who it has: open requests, when it asked last,
-- visits, mentorship, and people in a term of each role on as_of. A kind of which the organization has no record at all is not known.
SELECT
    h.region_id,
    h.committee_id,
    CASE WHEN f.request_on <= :as_of THEN coalesce(q.open, 0) END AS requests_open,
    CASE WHEN f.request_on <= :as_of THEN coalesce(q.unanswered, 0) END AS requests_unanswered,
    q.oldest_on AS oldest_request_on,
    f.request_on AS requests_since,
    a.last_request_on,
    CASE WHEN f.visit_on <= :as_of THEN coalesce(v.visits, 0) END AS visits,
    v.last_visit_on,
    v.last_visit_by,
    greatest(a.mentorship_on, v.mentorship_on) AS last_mentored_on,
    CASE WHEN t.coordinator_on <= :as_of THEN coalesce(r.coordinators, 0) END AS coordinators,
    CASE WHEN t.responder_on <= :as_of THEN coalesce(r.responders, 0) END AS responders,
    CASE WHEN t.trainer_on <= :as_of THEN coalesce(r.trainers, 0) END AS trainers,
    CASE WHEN t.interpreter_on <= :as_of THEN coalesce(r.interpreters, 0) END AS interpreters,
    CASE WHEN t.communications_on <= :as_of THEN coalesce(r.communications, 0) END AS communications
FROM home AS h
JOIN source.committee AS c ON c.committee_id = h.committee_id
CROSS JOIN first_record AS f
CROSS JOIN (
    SELECT
        min(started_on) FILTER (WHERE role = 'coordinator') AS coordinator_on,
        min(started_on) FILTER (WHERE role = 'responder') AS responder_on,
        min(started_on) FILTER (WHERE role = 'trainer') AS trainer_on,
        min(started_on) FILTER (WHERE role = 'interpreter') AS interpreter_on,
        min(started_on) FILTER (WHERE role = 'communications') AS communications_on
    FROM source.role_term
) AS t
LEFT JOIN (
    SELECT
        committee_id,
        sum(open) AS open,
        sum(unanswered) AS unanswered,
        min(opened_on) AS oldest_on
    FROM open_request
    GROUP BY committee_id
) AS q ON q.committee_id = h.committee_id
LEFT JOIN (
    SELECT
        committee_id,
        max(opened_on) AS last_request_on,
        max(opened_on) FILTER (WHERE kind = 'mentorship') AS mentorship_on
    FROM source.support_request
    WHERE opened_on <= :as_of
    GROUP BY committee_id
) AS a ON a.committee_id = h.committee_id
LEFT JOIN (
    SELECT
        committee_id,
        count(*) AS visits,
        max(visited_on) AS last_visit_on,
        (array_agg(organizer ORDER BY visited_on DESC, visit_id DESC))[1] AS last_visit_by,
        max(visited_on) FILTER (WHERE kind = 'mentorship') AS mentorship_on
    FROM source.support_visit
    WHERE visited_on <= :as_of
    GROUP BY committee_id
) AS v ON v.committee_id = h.committee_id
LEFT JOIN (
    SELECT
        r.committee_id,
        count(DISTINCT r.member_id) FILTER (WHERE r.role = 'coordinator') AS coordinators,
        count(DISTINCT r.member_id) FILTER (WHERE r.role = 'responder') AS responders,
        count(DISTINCT r.member_id) FILTER (WHERE r.role = 'trainer') AS trainers,
        count(DISTINCT r.member_id) FILTER (WHERE r.role = 'interpreter') AS interpreters,
        count(DISTINCT r.member_id) FILTER (WHERE r.role = 'communications') AS communications
    FROM source.role_term AS r
    LEFT JOIN (
        SELECT DISTINCT record_id
        FROM flagged
        WHERE source_table = 'role_term'
    ) AS x ON x.record_id = r.role_term_id
    WHERE
        x.record_id IS NULL
        AND r.started_on <= :as_of
        AND (r.ended_on IS NULL OR r.ended_on >= :as_of)
    GROUP BY r.committee_id
) AS r ON r.committee_id = h.committee_id
