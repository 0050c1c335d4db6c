-- One committee, week by week.
SELECT
  week_start, members, good_standing, joined, lapsed, gatherings, gatherings_counted, attended,
  enrolled, completed, core_certified, coordinators, coordinators_core, responders
FROM rollup.committee_week
WHERE committee_id = :committee_id AND week_start BETWEEN :first_week AND :last_week
ORDER BY week_start
