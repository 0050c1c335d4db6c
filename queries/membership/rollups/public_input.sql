-- public_input: the raw numbers of the public metrics by committee, for periods of one week and of
-- four; who has no committee stands under an empty name. A stock is the period's last week's. Behind
-- a number of partners stand the partners.
WITH block AS (
    SELECT
        region_id, metric, contributor, amount, week_start,
        date '2001-01-01' + (week_start - date '2001-01-01') / 28 * 28 AS four_weeks
    FROM public_week
)
SELECT region_id, metric, contributor, week_start AS period_start, 1::smallint AS weeks, amount
FROM block
UNION ALL
SELECT region_id, metric, contributor, four_weeks, 4, sum(amount)::bigint
FROM block
GROUP BY 1, 2, 3, 4
UNION ALL
-- A committee counts once a period, whatever it held.
SELECT region_id, 'committees_active', contributor, week_start, 1, 1
FROM block
WHERE metric = 'gatherings' AND contributor <> ''
UNION ALL
SELECT DISTINCT region_id, 'committees_active', contributor, four_weeks, 4, 1
FROM block
WHERE metric = 'gatherings' AND contributor <> ''
UNION ALL
SELECT region_id, 'members', coalesce(committee_id, ''), week_start, 1, good_standing
FROM committee_week
WHERE good_standing > 0
UNION ALL
SELECT region_id, 'members', coalesce(committee_id, ''), week_start - 21, 4, good_standing
FROM committee_week
WHERE good_standing > 0 AND (week_start - date '2001-01-01') % 28 = 21
UNION ALL
SELECT region_id, metric, contributor, period_start, weeks, amount
FROM public_completion
UNION ALL
SELECT region_id, metric, '', period_start, 4, amount
FROM public_campaign
UNION ALL
SELECT region_id, metric, contributor, period_start, 4, amount
FROM public_partner
