-- flow: what happened in each week, by home.
SELECT
    home_id,
    date_trunc('week', day::timestamp)::date AS week_start,
    flow,
    sum(amount) AS amount
FROM (
    SELECT home_id, 'joined' AS flow, joined_on AS day, 1 AS amount FROM member_home
    UNION ALL
    SELECT home_id, 'lapsed', lapsed_on, 1 FROM member_home
    UNION ALL
    SELECT h.home_id, g.flow, g.held_on, g.amount
    FROM (
        SELECT committee_id, held_on, 'gatherings' AS flow, 1 AS amount FROM source.gathering
        UNION ALL
        SELECT c.committee_id, c.held_on, v.flow, v.amount
        FROM source.gathering AS c
        CROSS JOIN LATERAL (
            VALUES ('gatherings_counted', 1), ('attended', c.attended)
        ) AS v (flow, amount)
        WHERE
            c.attended IS NOT NULL
            AND NOT EXISTS (
                SELECT
                FROM flagged AS f
                WHERE
                    f.source_table = 'gathering'
                    AND f.rule IN ('negative_count', 'absurd_attendance')
                    AND f.record_id = c.gathering_id
            )
    ) AS g
    JOIN home AS h ON h.committee_id = g.committee_id
    UNION ALL
    SELECT home_id, 'enrolled', enrolled_on, 1 FROM learning
    UNION ALL
    SELECT home_id, 'completed', completed_on, 1 FROM learning
) AS event
WHERE day BETWEEN :first_week AND :as_of
GROUP BY 1, 2, 3
