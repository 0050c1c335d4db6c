-- partner: a departure may be known in advance.
SELECT
    o.partner_id AS record_id,
    p.state_fips,
    o.joined_on > :as_of AS dated_ahead,
    o.left_on < o.joined_on AS ends_before_it_begins
FROM source.partner AS o
LEFT JOIN source.place AS p ON p.place_id = o.place_id
