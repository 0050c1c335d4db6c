-- Whatever has been over for four weeks, what is over of the committee, and what its taker takes anew or may not
-- hold any more. Until then what is over is nobody's, and shows that a promise ran out.
DELETE FROM dashboard.taken_committee AS t
WHERE
    t.until < :today - 28
    OR (t.committee_id = :committee_id AND (t.until < :today OR t.username = :username))
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
