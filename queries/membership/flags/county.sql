-- county: the Census Bureau changes the codes of counties, and a list of today beside one of before
-- names the same people twice. Of the two sides of a change (the codes that ended; those that are
-- new, or, null, were there before and grew) the newer one counts where the people of all of it are
-- known; else the older one, if any of it is there.
WITH change (county_fips, happened, is_new) AS (
    VALUES
    ('51123', '1972 51', false), ('51695', '1972 51', true), ('51695', '1974 51', false),
    ('51800', '1974 51', NULL), ('29193', '1979 29', false), ('29186', '1979 29', true),
    ('46131', '1983 46', false), ('46071', '1983 46', NULL), ('02140', '1986 02', false),
    ('02188', '1986 02', true), ('02010', '1987 02', false), ('02013', '1987 02', true),
    ('02016', '1987 02', true), ('02231', '1992 02', false), ('02232', '1992 02', true),
    ('02282', '1992 02', true), ('51780', '1995 51', false), ('51083', '1995 51', NULL),
    ('12025', '1997 12', false), ('12086', '1997 12', true), ('30113', '1997 30', false),
    ('30031', '1997 30', NULL), ('30067', '1997 30', NULL), ('51560', '2001 51', false),
    ('51005', '2001 51', NULL), ('02232', '2007 02', false), ('02105', '2007 02', true),
    ('02230', '2007 02', true), ('02201', '2008 02', false), ('02198', '2008 02', true),
    ('02275', '2008 02', true), ('02130', '2008 02', NULL), ('02280', '2008 02', false),
    ('02195', '2008 02', true), ('51515', '2013 51', false), ('51019', '2013 51', NULL),
    ('02270', '2015 02', false), ('02158', '2015 02', true), ('46113', '2015 46', false),
    ('46102', '2015 46', true), ('02261', '2019 02', false), ('02063', '2019 02', true),
    ('02066', '2019 02', true), ('09001', '2022 09', false), ('09120', '2022 09', true),
    ('09140', '2022 09', true), ('09190', '2022 09', true), ('09003', '2022 09', false),
    ('09110', '2022 09', true), ('09160', '2022 09', true), ('09005', '2022 09', false),
    ('09007', '2022 09', false), ('09130', '2022 09', true), ('09009', '2022 09', false),
    ('09170', '2022 09', true), ('09011', '2022 09', false), ('09150', '2022 09', true),
    ('09180', '2022 09', true), ('09013', '2022 09', false), ('09015', '2022 09', false)
),

side AS (
    SELECT
        t.happened,
        bool_and(c.population IS NOT NULL) FILTER (WHERE t.is_new IS DISTINCT FROM false)
        AS newer_is_whole,
        bool_or(c.county_fips IS NOT NULL) FILTER (WHERE NOT t.is_new) AS older_is_there
    FROM change AS t
    LEFT JOIN source.county AS c ON c.county_fips = t.county_fips
    GROUP BY t.happened
)

SELECT
    c.county_fips AS record_id,
    c.state_fips,
    least(c.population, c.latino_population, c.foreign_born_population) < 0 AS negative_count,
    greatest(c.population_as_of, c.foreign_born_as_of, c.households_as_of) > :as_of AS dated_ahead,
    c.county_fips IN (
        SELECT t.county_fips
        FROM change AS t
        JOIN side AS s ON s.happened = t.happened
        WHERE CASE WHEN s.newer_is_whole THEN NOT t.is_new ELSE t.is_new AND s.older_is_there END
    ) AS counted_twice
FROM source.county AS c
