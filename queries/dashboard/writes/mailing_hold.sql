-- Keeps other runs from an account's letters for as long as the transaction lasts, and nobody from anything else.
SELECT pg_try_advisory_xact_lock(hashtextextended('mail|' || :username, 0)) AS is_ours
