-- region_week: every region × week: what is counted of its committees and of who has none, and how
-- many of its committees met in the 13 weeks up to it, whatever their status.
WITH met AS (
    SELECT
        *,
        max(week_start) FILTER (WHERE gatherings > 0) OVER (
            PARTITION BY committee_id ORDER BY week_start
        ) AS last_met
    FROM committee_week
)
SELECT
    week_start,
    region_id,
    count(committee_id) AS committees,
    count(committee_id) FILTER (WHERE last_met >= week_start - 84) AS committees_met,
    sum(members) AS members,
    sum(good_standing) AS good_standing,
    sum(joined) AS joined,
    sum(lapsed) AS lapsed,
    sum(gatherings) AS gatherings,
    sum(gatherings_counted) AS gatherings_counted,
    sum(attended) AS attended,
    sum(enrolled) AS enrolled,
    sum(completed) AS completed,
    sum(core_certified) AS core_certified,
    sum(coordinators) AS coordinators,
    sum(coordinators_core) AS coordinators_core
FROM met
GROUP BY week_start, region_id
