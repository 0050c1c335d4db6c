-- By committee, those without one a region: who enrolled in the weeks, and completed within 90 days.
SELECT
  t.region_id, t.committee_id, c.name, c.place_name,
  sum(t.enrolled)::float8 AS enrolled,
  sum(t.within_90)::float8 AS completed
FROM rollup.training_cohort t
LEFT JOIN rollup.committee c USING (committee_id)
WHERE t.enrolled_week BETWEEN :first_week AND :last_week
GROUP BY t.region_id, t.committee_id, c.name, c.place_name
ORDER BY t.committee_id
