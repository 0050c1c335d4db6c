-- case_state: deportation cases that were open at the end of the day of the refresh and of the
-- earliest Sunday of which health is saved, in full fives. Fewer than five have no row, so that
-- neither a case nor its end shows. One that closed before it was opened tells neither.
SELECT
    c.region_id,
    c.state_fips,
    d.as_of,
    count(*) / 5 * 5 AS open_cases
FROM defended_case AS c
JOIN (
    VALUES (CAST(:as_of AS date)), (CAST(:this_week AS date) - 85)
) AS d (as_of) ON c.opened_on <= d.as_of AND coalesce(c.closed_on, 'infinity') > d.as_of
GROUP BY 1, 2, 3
HAVING count(*) >= 5
