-- county: the counties, as they are, of one year's codes each; one with fewer than no people is left
-- out, and so is one whose people another year's codes count.
SELECT
    c.county_fips,
    s.region_id,
    c.state_fips,
    c.name,
    c.latitude,
    c.longitude,
    c.population,
    c.latino_population,
    c.foreign_born_population,
    c.spanish_speaking_percent,
    c.limited_english_percent,
    c.population_as_of,
    c.foreign_born_as_of,
    c.households_as_of
FROM source.county AS c
JOIN source.state AS s ON s.state_fips = c.state_fips
WHERE NOT EXISTS (
    SELECT
    FROM flagged AS f
    WHERE
        f.source_table = 'county'
        AND f.rule IN ('negative_count', 'counted_twice')
        AND f.record_id = c.county_fips
)
