-- committee: every committee as it stands on as_of, its stocks those of the running week.
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
    g.last_gathering_on
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
