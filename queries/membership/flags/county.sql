-- county
SELECT
    county_fips AS record_id,
    state_fips,
    least(population, latino_population, foreign_born_population) < 0 AS negative_count,
    greatest(population_as_of, foreign_born_as_of, households_as_of) > :as_of AS dated_ahead
FROM source.county
