-- By region and kind of request: how many days each step took or has been waited for, of what was asked for in the weeks.
SELECT region_id, kind, step, days, closed, sum(requests)::bigint AS requests
FROM rollup.request_wait
WHERE asked_week BETWEEN :first_week AND :last_week
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
