-- Whatever is over, and a committee that its taker takes anew or may not hold any more.
DELETE FROM dashboard.taken_committee AS t
WHERE
    t.until < :today
    OR (t.committee_id = :committee_id AND t.username = :username)
    OR (
        t.committee_id = :committee_id
        AND NOT EXISTS (
            SELECT FROM dashboard.account AS a
            WHERE
                a.username = t.username
                AND a.disabled_at IS NULL
                AND a.role = ANY (string_to_array(:takers, ','))
                AND (a.role = ANY (string_to_array(:everywhere, ',')) OR t.region_id = ANY (a.regions))
        )
    )
