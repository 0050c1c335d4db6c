-- By region, course and week of enrolling: how far the learners are.
SELECT
  region_id, course_id, enrolled_week,
  enrolled::float8, not_started::float8, withdrew_before_start::float8, in_progress::float8,
  withdrew_after_start::float8, completed::float8, left_out::float8
FROM rollup.learner_stage
WHERE enrolled_week BETWEEN :first_week AND :last_week
ORDER BY enrolled_week, region_id, course_id
