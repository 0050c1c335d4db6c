-- The cities of the scope, with their counties and people.
SELECT
  place_id, region_id, state_fips, county_fips, name, latitude, longitude,
  population::float8 AS population,
  latino_population::float8 AS latino_population,
  foreign_born_population::float8 AS foreign_born_population,
  has_presence, has_anticipated_gap
FROM rollup.place
ORDER BY place_id
