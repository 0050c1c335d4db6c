-- Whoever took a committee gives it back.
DELETE FROM dashboard.taken_committee
WHERE committee_id = :committee_id AND username = :username
RETURNING region_id
