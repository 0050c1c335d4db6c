-- incident_told: to which region, kind and week an incident belongs, over the last 66 weeks: as far
-- back as surges are held against what was published. Nothing finer, neither day nor state.
SELECT
    i.incident_id,
    i.region_id,
    i.kind,
    date_trunc('week', i.occurred_on::timestamp)::date AS week_start
FROM placed_incident AS i
WHERE
    i.verification <> 'false_report'
    AND i.occurred_on BETWEEN :as_of - 462 AND :as_of
