-- By course, region or quarter of enrolling: after how many days learners completed or were last
-- followed.
SELECT
  CASE :learners_by
    WHEN 'course' THEN course_id
    WHEN 'region' THEN region_id
    ELSE enrolled_quarter::text
  END AS learners_of,
  days, completed,
  sum(learners)::bigint AS learners
FROM rollup.learner_days
WHERE enrolled_quarter >= :first_quarter
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
