-- public_week: what can be added up over weeks, raw, by home: the public metrics' weekly numbers.
SELECT c.region_id, m.metric, coalesce(c.committee_id, '') AS contributor, c.week_start, m.amount
FROM committee_week AS c
CROSS JOIN LATERAL (
    VALUES
    ('gatherings', c.gatherings),
    ('attendance', c.attended)
) AS m (metric, amount)
WHERE m.amount > 0
UNION ALL
SELECT
    h.region_id,
    'resources_used',
    h.committee_id,
    date_trunc('week', u.used_on::timestamp)::date,
    count(*)
FROM source.resource_use AS u
JOIN home AS h ON h.committee_id = u.committee_id
WHERE u.used_on BETWEEN :first_week AND :as_of
GROUP BY 1, 3, 4
