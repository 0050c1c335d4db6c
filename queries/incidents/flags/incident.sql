-- incident: an instant is dated ahead if its day, where the organization is, is still to come. The
-- hour of an incident is often a guess, so only a report of an earlier day can't be right.
SELECT
    incident_id AS record_id,
    region_id,
    state_fips,
    people_affected < 0 AS negative_count,
    (greatest(occurred_at, reported_at, verified_at) AT TIME ZONE :time_zone)::date > :as_of
    AS dated_ahead,
    (reported_at AT TIME ZONE :time_zone)::date < (occurred_at AT TIME ZONE :time_zone)::date
    AS reported_before_it_occurred,
    verified_at < reported_at AS answered_before_asked
FROM source.incident
