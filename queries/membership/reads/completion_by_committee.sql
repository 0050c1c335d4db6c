-- By committee: who completed within 90 days, of those who enrolled in months old enough to tell.
SELECT
  t.region_id, t.committee_id, c.name,
  sum(t.enrolled)::float8 AS enrolled,
  sum(t.within_90)::float8 AS completed
FROM rollup.training_cohort t
JOIN rollup.committee c USING (committee_id)
WHERE t.enrolled_month BETWEEN :first_month AND :last_month
GROUP BY t.region_id, t.committee_id, c.name
ORDER BY t.committee_id
