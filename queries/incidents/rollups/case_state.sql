-- case_state: deportation cases that were open at the end of the day of the refresh and of the
-- earliest Sunday of which health is saved. One that closed before it was opened tells neither.
SELECT
    coalesce(s.region_id, 'unknown') AS region_id,
    c.state_fips,
    d.as_of,
    count(*) AS open_cases
FROM source.deportation_case AS c
JOIN (
    VALUES (CAST(:as_of AS date)), (CAST(:this_week AS date) - 85)
) AS d (as_of) ON c.opened_on <= d.as_of AND coalesce(c.closed_on, 'infinity') > d.as_of
LEFT JOIN source.state AS s ON s.state_fips = c.state_fips
WHERE NOT EXISTS (
    SELECT
    FROM flagged AS f
    WHERE
        f.source_table = 'deportation_case'
        AND f.rule = 'ends_before_it_begins'
        AND f.record_id = c.case_id
)
GROUP BY 1, 2, 3
