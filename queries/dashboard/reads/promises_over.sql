-- Committees that somebody had taken until a day of the last four weeks, and nobody has taken since; not who it was.
SELECT committee_id, region_id, plan, taken_on, until
FROM dashboard.taken_committee
WHERE until < :today AND until >= :today - 28
ORDER BY until, committee_id
