-- committee: every committee as it stands on as_of, its stocks those of the running week, with what
-- is added up of its last 13 weeks and of the 13 before them.
WITH recent AS (
    SELECT
        committee_id,
        sum(gatherings) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS gatherings,
        sum(gatherings_counted) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS counted,
        sum(attended) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS attended,
        sum(joined - lapsed) FILTER (WHERE week_start > CAST(:as_of AS date) - 91) AS net_members,
        sum(gatherings_counted) FILTER (WHERE week_start <= CAST(:as_of AS date) - 91)
            AS counted_before,
        sum(attended) FILTER (WHERE week_start <= CAST(:as_of AS date) - 91) AS attended_before
    FROM committee_week
    WHERE committee_id IS NOT NULL AND week_start > CAST(:as_of AS date) - 182
    GROUP BY committee_id
)
SELECT
    c.committee_id,
    h.region_id,
    c.name,
    c.kind,
    c.affinity,
    c.status,
    c.formed_on,
    c.closed_on,
    c.crm_url,
    p.name AS place_name,
    s.usps,
    p.county_fips,
    p.latitude,
    p.longitude,
    coalesce(w.members, 0) AS members,
    coalesce(w.good_standing, 0) AS good_standing,
    coalesce(w.coordinators, 0) AS coordinators,
    coalesce(w.coordinators_core, 0) AS coordinators_core,
    coalesce(w.core_certified, 0) AS core_certified,
    g.last_gathering_on,
    coalesce(r.gatherings, 0) AS gatherings_13_weeks,
    coalesce(r.counted, 0) AS counted_13_weeks,
    coalesce(r.attended, 0) AS attended_13_weeks,
    coalesce(r.net_members, 0) AS net_members_13_weeks,
    coalesce(r.counted_before, 0) AS counted_13_before,
    coalesce(r.attended_before, 0) AS attended_13_before
FROM source.committee AS c
JOIN home AS h ON h.committee_id = c.committee_id
LEFT JOIN source.place AS p ON p.place_id = c.place_id
LEFT JOIN source.state AS s ON s.state_fips = p.state_fips
LEFT JOIN committee_week AS w ON w.committee_id = c.committee_id AND w.week_start = :this_week
LEFT JOIN (
    SELECT home_id, max(held_on) AS last_gathering_on
    FROM held_gathering
    GROUP BY home_id
) AS g ON g.home_id = h.home_id
LEFT JOIN recent AS r ON r.committee_id = c.committee_id
