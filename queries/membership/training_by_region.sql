-- By region: how far those who enrolled in the period came, and certificates valid now.
WITH cohort AS (
  SELECT
    region_id,
    sum(enrolled) AS enrolled, sum(started) AS started,
    sum(completed) AS completed, sum(withdrew) AS withdrew
  FROM rollup.training_cohort
  WHERE enrolled_month >= :first_month
  GROUP BY region_id
),
valid AS (
  SELECT region_id, sum(certified) AS certified, sum(expiring_60) AS expiring_60
  FROM rollup.certificate
  GROUP BY region_id
)
SELECT
  region_id,
  coalesce(enrolled, 0)::float8 AS enrolled,
  coalesce(started, 0)::float8 AS started,
  coalesce(completed, 0)::float8 AS completed,
  coalesce(withdrew, 0)::float8 AS withdrew,
  coalesce(certified, 0)::float8 AS certified,
  coalesce(expiring_60, 0)::float8 AS expiring_60
FROM cohort
FULL JOIN valid USING (region_id)
ORDER BY region_id
