-- public_partner: partners that had joined and not left by the end of each four weeks, by sectors
-- that stand near each other: of one alone there would be too few to be told. Donors are left out.
SELECT
    p.region_id,
    'partners.' || s.topic AS metric,
    p.partner_id AS contributor,
    b.day::date AS period_start,
    1 AS amount
FROM partner AS p
JOIN (
    VALUES
    ('legal', 'front_line'), ('base_building', 'front_line'),
    ('labor', 'community'), ('faith', 'community'), ('education', 'community'),
    ('health', 'health'), ('healers', 'health'),
    ('artists', 'culture'), ('media', 'culture')
) AS s (sector, topic) ON s.sector = p.sector
CROSS JOIN generate_series(
    date '2001-01-01' + (CAST(:first_week AS date) - date '2001-01-01') / 28 * 28,
    CAST(:as_of AS date)::timestamp,
    '28 days'
) AS b (day)
WHERE
    (p.joined_on IS NULL OR p.joined_on < b.day::date + 28)
    AND (p.left_on IS NULL OR p.left_on >= b.day::date + 28)
