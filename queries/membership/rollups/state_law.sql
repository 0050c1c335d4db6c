-- state_law: the laws of states that somebody of the organization verified, up to as_of.
SELECT
    l.law_id,
    s.region_id,
    l.state_fips,
    l.stance,
    l.effect,
    l.statute,
    l.url,
    l.verified_on
FROM source.state_law AS l
JOIN source.state AS s ON s.state_fips = l.state_fips
WHERE l.verified_on <= :as_of
