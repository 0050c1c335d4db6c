-- case_lead: what rests on partners that lead five open cases of a region or more, as a class. Not
-- where fewer than three partners lead any: one alone would be its region.
SELECT
    region_id,
    lead_partner_id,
    cases / 5 * 5 AS at_least,
    cases / 5 * 5 + 4 AS at_most
FROM (
    SELECT
        region_id,
        lead_partner_id,
        count(*) AS cases,
        count(*) OVER (PARTITION BY region_id) AS leads
    FROM defended_case
    WHERE closed_on IS NULL AND lead_partner_id IS NOT NULL
    GROUP BY region_id, lead_partner_id
) AS l
WHERE cases >= 5 AND leads >= 3
