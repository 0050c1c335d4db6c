-- Mobilizations of the weeks, a row each, the newest first.
SELECT
    mobilization_id, region_id, state_fips, week_start, incident_kind, is_national,
    participants::float8 AS participants, minutes::float8 AS minutes
FROM rollup.mobilization_call
WHERE week_start BETWEEN :first_week AND :last_week
ORDER BY week_start DESC, mobilization_id
