-- dues_payer_group: those who paid dues in the twelve months that are over, in groups of about equal numbers by what
-- they paid less what was given back, those who paid most first: at most 200 a region, and never
-- fewer than five people in one.
-- Who paid as much as another is in no order, so payers are counted along and not ranked one by one.
WITH placed AS (
    SELECT
        region_id,
        cents,
        sum(payers) OVER so_far - payers AS before,
        sum(payers) OVER so_far AS until
    FROM dues_payer
    WINDOW so_far AS (PARTITION BY region_id ORDER BY cents DESC)
),
numbered AS (
    SELECT
        r.region_id,
        g.nth,
        ((g.nth - 1) * r.payers + r.groups - 1) / r.groups AS before,
        (g.nth * r.payers + r.groups - 1) / r.groups AS until
    FROM (
        SELECT
            region_id,
            sum(payers)::bigint AS payers,
            least(200, sum(payers)::bigint / 5) AS groups
        FROM dues_payer
        GROUP BY region_id
    ) AS r
    CROSS JOIN generate_series(1, r.groups) AS g (nth)
)
SELECT
    region_id,
    nth::int AS nth,
    sum(payers)::bigint AS payers,
    sum(cents * payers)::bigint AS cents
FROM (
    SELECT
        g.region_id,
        g.nth,
        p.cents,
        least(p.until, g.until) - greatest(p.before, g.before) AS payers
    FROM numbered AS g
    JOIN placed AS p ON p.region_id = g.region_id AND p.before < g.until AND p.until > g.before
) AS share
GROUP BY 1, 2
