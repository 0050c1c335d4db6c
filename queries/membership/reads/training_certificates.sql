-- By region and course: certificates valid now and those that expire soon.
SELECT
  region_id, course_id,
  sum(certified)::float8 AS certified,
  sum(expiring_60)::float8 AS expiring_60
FROM rollup.certificate
GROUP BY region_id, course_id
ORDER BY region_id, course_id
