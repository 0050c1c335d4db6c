-- place: the cities, as they are; one with fewer than no people is left out.
SELECT
    p.place_id,
    s.region_id,
    p.state_fips,
    p.county_fips,
    p.name,
    p.latitude,
    p.longitude,
    p.population,
    p.latino_population,
    p.foreign_born_population,
    p.has_presence,
    p.has_anticipated_gap
FROM source.place AS p
JOIN source.state AS s ON s.state_fips = p.state_fips
WHERE NOT EXISTS (
    SELECT FROM flagged AS f WHERE f.source_table = 'place' AND f.record_id = p.place_id
)
