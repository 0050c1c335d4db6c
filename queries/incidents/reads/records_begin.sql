-- The first week of which the scope has a record of an incident; no row where it has none.
SELECT min(week_start) AS first_week
FROM rollup.incident_week
HAVING min(week_start) IS NOT NULL
