-- place
SELECT
    place_id AS record_id,
    state_fips,
    least(population, latino_population, foreign_born_population) < 0 AS negative_count
FROM source.place
