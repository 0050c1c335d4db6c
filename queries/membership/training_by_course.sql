-- By course: how far those who enrolled in the period came, and certificates valid now.
WITH cohort AS (
  SELECT
    course_id,
    sum(enrolled) AS enrolled, sum(started) AS started,
    sum(completed) AS completed, sum(withdrew) AS withdrew
  FROM rollup.training_cohort
  WHERE enrolled_month >= :first_month
  GROUP BY course_id
),
valid AS (
  SELECT course_id, sum(certified) AS certified, sum(expiring_60) AS expiring_60
  FROM rollup.certificate
  GROUP BY course_id
)
SELECT
  course_id, title_en, title_es, topic, is_core,
  coalesce(enrolled, 0)::float8 AS enrolled,
  coalesce(started, 0)::float8 AS started,
  coalesce(completed, 0)::float8 AS completed,
  coalesce(withdrew, 0)::float8 AS withdrew,
  coalesce(certified, 0)::float8 AS certified,
  coalesce(expiring_60, 0)::float8 AS expiring_60
FROM rollup.course
LEFT JOIN cohort USING (course_id)
LEFT JOIN valid USING (course_id)
WHERE coalesce(enrolled, certified, 0) > 0
ORDER BY is_core DESC, enrolled DESC NULLS LAST, course_id
