-- policy: what is or was in force, by state and county. The list of 287(g) agreements says when it
-- was drawn up, and of an agreement neither since when nor until when: one that a newer edition of
-- the same list leaves out ended before that.
WITH edition AS (
    SELECT source, as_of, lead(as_of) OVER (PARTITION BY source ORDER BY as_of) AS next_as_of
    FROM (
        SELECT DISTINCT source, as_of
        FROM source.jurisdiction_policy
        WHERE policy LIKE '287g%' AND as_of <= :as_of
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
    ) AS first_listed_on
FROM source.jurisdiction_policy AS p
JOIN source.state AS s ON s.state_fips = p.state_fips
LEFT JOIN edition AS e ON e.source = p.source AND e.as_of = p.as_of AND p.policy LIKE '287g%'
WHERE NOT EXISTS (
    SELECT
    FROM flagged AS f
    WHERE f.source_table = 'jurisdiction_policy' AND f.record_id = p.policy_id
)
