-- A row of the audit; the database adds its number, its time and its place in the chain.
INSERT INTO dashboard.audit (actor, event, facts)
VALUES (:actor, :event, CAST(:facts AS jsonb))
