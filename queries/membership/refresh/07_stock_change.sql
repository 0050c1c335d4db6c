-- stock_change: by how much each stock rises and falls, by home and week. Someone counts from the
-- week of their first day on, and no more from the week of the first day without: the state at the
-- end of each week. What changed before first_week is that week's opening balance.
SELECT
    home_id,
    greatest(date_trunc('week', day::timestamp)::date, :first_week) AS week_start,
    stock,
    sum(change) AS amount
FROM (
    SELECT home_id, 'members' AS stock, days
    FROM member_home
    UNION ALL
    SELECT h.home_id, 'good_standing', h.days
    FROM member_home AS h
    WHERE h.is_free
    UNION ALL
    SELECT h.home_id, 'good_standing', unnest(datemultirange(h.days) * d.days)
    FROM member_home AS h
    JOIN dues_cover AS d ON d.member_id = h.member_id
    WHERE NOT h.is_free
    UNION ALL
    SELECT h.home_id, 'core_certified', unnest(datemultirange(h.days) * c.days)
    FROM member_home AS h
    JOIN core_cover AS c ON c.member_id = h.member_id
    UNION ALL
    SELECT home_id, role || 's', unnest(days)
    FROM role_cover
    UNION ALL
    SELECT r.home_id, 'coordinators_core', unnest(r.days * c.days)
    FROM role_cover AS r
    JOIN core_cover AS c ON c.member_id = r.member_id
    WHERE r.role = 'coordinator'
) AS presence
CROSS JOIN LATERAL (VALUES (lower(days), 1), (upper(days), -1)) AS turn (day, change)
WHERE day <= :as_of
GROUP BY 1, 2, 3
HAVING sum(change) <> 0
