-- The counties of the scope and their people.
SELECT
  county_fips, region_id, state_fips, name, latitude, longitude,
  population::float8 AS population,
  latino_population::float8 AS latino_population,
  foreign_born_population::float8 AS foreign_born_population,
  spanish_speaking_percent, limited_english_percent,
  population_as_of, foreign_born_as_of, households_as_of
FROM rollup.county
ORDER BY county_fips
