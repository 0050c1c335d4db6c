-- case_unled: open cases that nobody leads though they were opened more than seven days ago, as a
-- class: none, 1 to 4, 5 to 9 and so on; of each region with an open case.
SELECT
    region_id,
    CASE WHEN cases BETWEEN 1 AND 4 THEN 1 ELSE cases / 5 * 5 END AS at_least,
    CASE WHEN cases = 0 THEN 0 ELSE cases / 5 * 5 + 4 END AS at_most
FROM (
    SELECT
        region_id,
        count(*) FILTER (
            WHERE lead_partner_id IS NULL AND opened_on < CAST(:as_of AS date) - 7
        ) AS cases
    FROM defended_case
    WHERE closed_on IS NULL
    GROUP BY region_id
) AS u
