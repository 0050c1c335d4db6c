-- incident_told: to which region, kind and week an incident belongs, over the last 66 weeks: as far
-- back as surges are held against what was published. Nothing finer, neither day nor state, nor its id:
-- a keyed hash of that (lib/data/refresh/matching.py), by which a message's is compared.
SELECT
    encode(
        sha256(
            current_setting('matching.outer')::bytea
            || sha256(current_setting('matching.inner')::bytea || convert_to(i.incident_id, 'UTF8'))
        ),
        'hex'
    ) AS incident_id,
    i.region_id,
    i.kind,
    date_trunc('week', i.occurred_on::timestamp)::date AS week_start
FROM placed_incident AS i
WHERE
    i.verification <> 'false_report'
    AND i.occurred_on BETWEEN :as_of - 462 AND :as_of
