-- A try that was right: it counts no more, and the account is known at that address from now on.
UPDATE dashboard.attempt
SET
    failures = CASE WHEN kind = 'pair' THEN 0 ELSE greatest(failures - 1, 0) END,
    succeeded_at = now()
WHERE
    (kind = 'account' AND subject = :account)
    OR (kind = 'address' AND subject = :address)
    OR (kind = 'pair' AND subject = :pair)
