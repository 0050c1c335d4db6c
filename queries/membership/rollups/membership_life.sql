-- membership_life: in which month of membership members left, or up to which they were followed; in
-- their first spell. Months are counted whole: who is in a month that is not over is followed to
-- the end of the one before, whether or not they have left; who was a member before payments are on
-- record is seen from the first whole month in them (left truncation). Up to 36 months
-- (FOLLOWED_MONTHS of the contract).
-- Added up over members by: region_id, tier_id, joined_half, entered, months, has_left, by_list.
SELECT
    region_id,
    tier_id,
    joined_half,
    entered,
    CASE WHEN has_left THEN ended ELSE followed END AS months,
    has_left,
    by_list,
    count(*) AS members
FROM (
    SELECT
        *,
        coalesce(ended <= followed, false) AS has_left
    FROM (
        SELECT
            region_id,
            tier_id,
            basis IN ('free', 'list') AS by_list,
            make_date(
                extract(year FROM began_on)::int,
                CASE WHEN extract(month FROM began_on) <= 6 THEN 1 ELSE 7 END,
                1
            ) AS joined_half,
            ceil((observed_from - began_on) / 30.4375::float8)::int AS entered,
            ceil((ended_on - began_on) / 30.4375::float8)::int AS ended,
            least(floor((:as_of - began_on) / 30.4375::float8)::int, 36) AS followed
        FROM spell
        WHERE nth = 1
    ) AS month
) AS life
WHERE CASE WHEN has_left THEN ended ELSE followed END > entered
GROUP BY 1, 2, 3, 4, 5, 6, 7
