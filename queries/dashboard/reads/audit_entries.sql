-- The audit's newest rows of an account, an event and a time; an empty account is nobody's.
SELECT
    entry_id,
    happened_at,
    actor,
    event,
    CAST(facts AS text) AS facts,
    previous,
    hash,
    count(*) OVER () AS matching
FROM dashboard.audit
WHERE
    (CAST(:actor AS text) IS NULL OR coalesce(actor, '') = :actor)
    AND (CAST(:event AS text) IS NULL OR event = :event)
    AND (CAST(:begins AS timestamptz) IS NULL OR happened_at >= :begins)
    AND (CAST(:ends AS timestamptz) IS NULL OR happened_at < :ends)
ORDER BY entry_id DESC
LIMIT :most
