-- public_input: the raw numbers of the public metrics, for periods of one week and of four, by the
-- committee that an incident names. An incident without one, and every call, stands under its state:
-- the next larger unit whose own number could be read out of a region's.
WITH fact AS (
    SELECT
        i.region_id,
        'incidents_verified.' || CASE
            WHEN i.kind IN ('raid', 'workplace_raid') THEN 'raids'
            WHEN i.kind IN ('home_arrest', 'courthouse_arrest') THEN 'arrests'
            WHEN i.kind IN ('checkpoint', 'traffic_stop') THEN 'roads'
            WHEN i.kind IN ('detention', 'jail_transfer', 'removal') THEN 'custody'
            WHEN i.kind IN ('police_violence', 'harassment') THEN 'police'
            ELSE 'other'
        END AS metric,
        coalesce(s.committee_id, 'state ' || i.state_fips, '') AS contributor,
        i.occurred_on AS day,
        1 AS amount
    FROM placed_incident AS i
    JOIN source.incident AS s ON s.incident_id = i.incident_id
    WHERE i.verification = 'verified'
    UNION ALL
    SELECT
        i.region_id,
        'people_reached',
        coalesce(s.committee_id, 'state ' || i.state_fips, ''),
        i.occurred_on,
        i.people_affected
    FROM placed_incident AS i
    JOIN source.incident AS s ON s.incident_id = i.incident_id
    JOIN first_response AS r ON r.incident_id = i.incident_id
    WHERE i.verification = 'verified' AND r.arrived_at IS NOT NULL AND i.people_affected > 0
    UNION ALL
    SELECT
        coalesce(s.region_id, i.region_id, 'unknown'),
        'hotline_calls',
        coalesce('state ' || h.state_fips, 'state ' || i.state_fips, ''),
        (h.received_at AT TIME ZONE :time_zone)::date,
        1
    FROM source.hotline_call AS h
    LEFT JOIN source.state AS s ON s.state_fips = h.state_fips
    LEFT JOIN placed_incident AS i ON i.incident_id = h.incident_id
)
SELECT
    f.region_id,
    f.metric,
    f.contributor,
    date '2001-01-01' + (f.day - date '2001-01-01') / (7 * g.weeks) * (7 * g.weeks) AS period_start,
    g.weeks,
    sum(f.amount)::bigint AS amount
FROM fact AS f
CROSS JOIN (VALUES (1::smallint), (4::smallint)) AS g (weeks)
WHERE f.day BETWEEN :first_week AND :as_of
GROUP BY 1, 2, 3, 4, 5
UNION ALL
-- Cases are told of the country by 52 weeks, with noise: neither a region nor who led them is kept.
SELECT
    r.region_id,
    'cases_won',
    '',
    date '2001-01-01' + (c.closed_on - date '2001-01-01') / 364 * 364,
    52,
    count(*)
FROM defended_case AS c
CROSS JOIN (SELECT min(region_id) AS region_id FROM source.region) AS r
WHERE c.outcome = 'stopped' AND c.region_id <> 'unknown' AND c.closed_on <= :as_of
GROUP BY 1, 4
