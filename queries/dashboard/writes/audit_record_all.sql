-- Rows of the audit in the order given, all under one lock; the last returned row is the newest.
INSERT INTO dashboard.audit (actor, event, facts)
SELECT given.actor, given.event, CAST(given.facts AS jsonb)
FROM unnest(CAST(:actors AS text[]), CAST(:events AS text[]), CAST(:facts AS text[]))
    WITH ORDINALITY AS given (actor, event, facts, place)
ORDER BY given.place
RETURNING entry_id, hash
