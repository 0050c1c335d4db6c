-- By region, course and month of enrolling: how far the learners are.
SELECT
  region_id, course_id, enrolled_month,
  enrolled::float8, not_started::float8, withdrew_before_start::float8, in_progress::float8,
  withdrew_after_start::float8, completed::float8, left_out::float8
FROM rollup.learner_stage
WHERE enrolled_month >= :first_month
ORDER BY enrolled_month, region_id, course_id
