-- Calls to the hotline in the last 365 days by language, where a region had at least five.
SELECT language, sum(calls)::float8 AS calls
FROM rollup.call_language
GROUP BY language
ORDER BY sum(calls) DESC, language
