-- A committee is taken, unless somebody else was first.
INSERT INTO dashboard.taken_committee (committee_id, region_id, username, plan, taken_on, until)
VALUES (:committee_id, :region_id, :username, :plan, :today, :until)
ON CONFLICT (committee_id) DO NOTHING
