-- committee_snapshot: every committee on every day of the snapshot since it began; on the day of
-- the refresh, every committee.
WITH stand AS (
    SELECT
        l.*,
        d.as_of,
        d.kept,
        sum(m.members) OVER so_far AS members,
        sum(m.members_90_days_ago) OVER so_far AS members_90_days_ago,
        sum(m.joined_90) OVER so_far AS joined_90,
        sum(m.lapsed_90) OVER so_far AS lapsed_90,
        sum(m.covered_by_dues) OVER so_far AS covered_by_dues,
        sum(m.core_certified) OVER so_far AS core_certified,
        sum(r.coordinators) OVER so_far AS coordinators,
        sum(r.coordinators_core) OVER so_far AS coordinators_core,
        sum(r.responders) OVER so_far AS responders,
        sum(g.next_90) OVER so_far AS next_90,
        sum(g.gatherings_90) OVER so_far AS gatherings_90,
        sum(g.counted_90) OVER so_far AS counted_90,
        sum(g.attended_90) OVER so_far AS attended_90,
        sum(g.own_counted_90) OVER so_far AS own_counted_90,
        sum(g.own_attended_90) OVER so_far AS own_attended_90,
        sum(g.counted_before) OVER so_far AS counted_before,
        sum(g.attended_before) OVER so_far AS attended_before,
        sum(g.year_before) OVER so_far AS year_before,
        sum(s.open) OVER so_far AS open,
        sum(s.open_over_14) OVER so_far AS open_over_14,
        max(g.gathering_on) OVER so_far AS gathering_on,
        max(g.drill_on) OVER so_far AS drill_on,
        max(s.visit_on) OVER so_far AS visit_on
    FROM committee_life AS l
    CROSS JOIN snapshot_day AS d
    LEFT JOIN membership_change AS m ON m.home_id = l.home_id AND m.slot = d.slot
    LEFT JOIN role_change AS r ON r.home_id = l.home_id AND r.slot = d.slot
    LEFT JOIN gathering_change AS g ON g.home_id = l.home_id AND g.slot = d.slot
    LEFT JOIN support_change AS s ON s.home_id = l.home_id AND s.slot = d.slot
    WINDOW so_far AS (PARTITION BY l.home_id ORDER BY d.slot)
),
-- The year before the 90 days, as far as the committee existed in it.
existing AS (
    SELECT
        *,
        least(as_of - 90, closed_from) - greatest(began_on, as_of - 454) + 1 AS days_of_year_before
    FROM stand
    WHERE as_of >= began_on OR as_of = :as_of
)
SELECT
    e.region_id,
    e.committee_id,
    e.as_of,
    e.kept,
    CASE
        WHEN e.as_of = :as_of THEN e.status
        WHEN e.status = 'closed' AND e.as_of < e.closed_from THEN 'active'
        WHEN
            e.status = 'dormant' AND e.as_of < e.changed_on AND e.as_of - e.gathering_on < 90
            THEN 'active'
        ELSE e.status
    END AS status,
    e.formed_on,
    CASE WHEN f.member_on <= e.as_of THEN coalesce(e.members, 0) END AS members,
    CASE
        WHEN f.member_on <= e.as_of AND e.began_on <= e.as_of - 90
            THEN coalesce(e.members_90_days_ago, 0)
    END AS members_90_days_ago,
    CASE WHEN f.member_on <= e.as_of THEN coalesce(e.joined_90, 0) END AS joined_90,
    CASE WHEN f.member_on <= e.as_of THEN coalesce(e.lapsed_90, 0) END AS lapsed_90,
    CASE WHEN f.payment_on <= e.as_of THEN coalesce(e.covered_by_dues, 0) END AS covered_by_dues,
    CASE WHEN f.gathering_on <= e.as_of THEN coalesce(e.gatherings_90, 0) END AS gatherings_90,
    CASE
        WHEN f.gathering_on <= e.as_of AND e.days_of_year_before >= 90
            THEN coalesce(e.year_before, 0) * 90.0::float8 / e.days_of_year_before
    END AS own_rhythm_90,
    CASE WHEN f.counted_on <= e.as_of THEN coalesce(e.own_counted_90, 0) END AS counted_gatherings_90,
    CASE WHEN f.counted_on <= e.as_of THEN coalesce(e.own_attended_90, 0) END AS attended_90,
    CASE WHEN f.coordinator_on <= e.as_of THEN coalesce(e.coordinators, 0) END AS coordinators,
    CASE
        WHEN f.coordinator_on <= e.as_of AND f.core_on <= e.as_of
            THEN coalesce(e.coordinators_core, 0)
    END AS coordinators_core,
    CASE
        WHEN f.member_on <= e.as_of AND f.core_on <= e.as_of THEN coalesce(e.core_certified, 0)
    END AS core_certified,
    CASE WHEN f.responder_on <= e.as_of THEN coalesce(e.responders, 0) END AS responders,
    CASE WHEN f.request_on <= e.as_of THEN coalesce(e.open, 0) END AS requests_open,
    CASE
        WHEN f.request_on <= e.as_of THEN coalesce(e.open_over_14, 0)
    END AS requests_open_over_14_days,
    CASE
        WHEN f.gathering_on <= e.as_of THEN e.as_of - coalesce(e.gathering_on, e.formed_on)
    END AS days_since_last_gathering,
    CASE
        WHEN f.drill_on <= e.as_of THEN e.as_of - coalesce(e.drill_on, e.formed_on)
    END AS days_since_last_drill,
    CASE
        WHEN f.visit_on <= e.as_of THEN e.as_of - coalesce(e.visit_on, e.formed_on)
    END AS days_since_last_visit,
    e.attended_90::float8 / nullif(e.counted_90, 0) AS turnout,
    e.attended_before::float8 / nullif(e.counted_before, 0) AS turnout_before,
    CASE
        WHEN f.gathering_on <= e.as_of AND e.as_of + 90 < :as_of THEN coalesce(e.next_90, 0)
    END AS gatherings_next_90
FROM existing AS e
CROSS JOIN first_record AS f
