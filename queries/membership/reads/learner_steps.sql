-- By course, region or quarter of enrolling: how many days each step took or has been waited for.
SELECT
  CASE :learners_by
    WHEN 'course' THEN course_id
    WHEN 'region' THEN region_id
    ELSE enrolled_quarter::text
  END AS learners_of,
  step, days, closed,
  sum(learners)::bigint AS learners
FROM rollup.step_days
WHERE enrolled_quarter >= :first_quarter
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
