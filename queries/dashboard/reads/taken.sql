-- Committees that somebody has taken, and until when, by the name of the account. An account that is closed, may
-- take none any more or is of other regions by now holds none.
SELECT t.committee_id, t.region_id, t.username, a.display_name, t.plan, t.until
FROM dashboard.taken_committee AS t
INNER JOIN dashboard.account AS a ON a.username = t.username
WHERE
    t.until >= :today
    AND a.disabled_at IS NULL
    AND a.role = ANY (string_to_array(:takers, ','))
    AND (a.role = ANY (string_to_array(:everywhere, ',')) OR t.region_id = ANY (a.regions))
ORDER BY t.until, t.committee_id
