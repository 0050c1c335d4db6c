-- The newest day of which health was saved up to each of some days (with commas between), none
-- before the first.
SELECT DISTINCT
    (
        SELECT max(saved.as_of)
        FROM dashboard.health_snapshot AS saved
        WHERE saved.as_of BETWEEN :first_day AND asked.day
    ) AS as_of
FROM unnest(CAST(string_to_array(:days, ',') AS date [])) AS asked (day)
ORDER BY as_of
