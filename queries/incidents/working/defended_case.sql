-- defended_case: each case that may be counted, its stage and outcome in closed families: what an
-- organization writes otherwise is 'other'. Kept from every reader: here a row is a person.
SELECT
    c.case_id,
    coalesce(s.region_id, 'unknown') AS region_id,
    c.state_fips,
    c.opened_on,
    CASE WHEN c.closed_on <= :as_of THEN c.closed_on END AS closed_on,
    coalesce(c.is_detained, false) AS is_detained,
    c.lead_partner_id,
    CASE
        WHEN lower(trim(c.stage)) IN (
            'intake', 'screening', 'legal_strategy', 'public_campaign', 'hearing'
        ) THEN lower(trim(c.stage))
        ELSE 'other'
    END AS stage,
    CASE
        WHEN lower(trim(c.outcome)) IN (
            'stopped', 'released', 'stay_granted', 'relief_granted', 'bond_paid'
        ) THEN 'stopped'
        WHEN lower(trim(c.outcome)) IN ('removed', 'deported') THEN 'removed'
        ELSE 'otherwise'
    END AS outcome
FROM source.deportation_case AS c
LEFT JOIN source.state AS s ON s.state_fips = c.state_fips
WHERE
    c.opened_on <= :as_of
    AND NOT EXISTS (
        SELECT
        FROM flagged AS f
        WHERE
            f.source_table = 'deportation_case'
            AND f.rule = 'ends_before_it_begins'
            AND f.record_id = c.case_id
    )
