-- policy: what is or was in force, by state and county. Of an agreement that a newer list leaves out
-- an import says the last day. A list that was imported whole beside the one before, each under keys
-- of its own, says no day of its agreements but its own: one that the next edition leaves out ended
-- before that.
WITH edition AS (
    SELECT source, as_of, lead(as_of) OVER (PARTITION BY source ORDER BY as_of) AS next_as_of
    FROM (
        SELECT DISTINCT source, as_of
        FROM source.jurisdiction_policy
        WHERE policy LIKE '287g%' AND as_of <= :as_of AND last_listed_on IS NULL
    ) AS list
)
SELECT
    p.policy_id,
    s.region_id,
    p.state_fips,
    p.county_fips,
    p.policy,
    p.in_force_from,
    coalesce(p.in_force_until, e.next_as_of - 1) AS in_force_until,
    p.as_of,
    coalesce(
        p.first_listed_on,
        min(p.as_of) OVER (PARTITION BY p.source, p.state_fips, p.county_fips, p.policy)
    ) AS first_listed_on,
    p.last_listed_on
FROM source.jurisdiction_policy AS p
JOIN source.state AS s ON s.state_fips = p.state_fips
LEFT JOIN edition AS e
    ON e.source = p.source
    AND e.as_of = p.as_of
    AND p.policy LIKE '287g%'
    AND p.last_listed_on IS NULL
WHERE NOT EXISTS (
    SELECT
    FROM flagged AS f
    WHERE f.source_table = 'jurisdiction_policy' AND f.record_id = p.policy_id
)
