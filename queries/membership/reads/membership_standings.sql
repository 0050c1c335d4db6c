-- In what standing those are who joined, by months since.
SELECT month, state, sum(members)::int AS members
FROM rollup.membership_standing
GROUP BY month, state
ORDER BY month, state
