-- open_part: the open cases of a region in parts that don't overlap: the detained, and the others by
-- stage; each with its class, 1 to 4, 5 to 9, 10 to 14 and so on. Not read by anyone: exact.
SELECT
    region_id,
    CASE WHEN is_detained THEN 'detained' ELSE stage END AS part,
    count(*) AS cases,
    greatest(count(*) / 5 * 5, 1) AS at_least,
    count(*) / 5 * 5 + 4 AS at_most
FROM defended_case
WHERE closed_on IS NULL
GROUP BY 1, 2
