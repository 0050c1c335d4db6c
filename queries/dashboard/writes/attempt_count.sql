-- One more try, counted before it is known how it ends: many at once then count as many.
UPDATE dashboard.attempt SET failures = failures + 1, tried_at = now()
WHERE
    (kind = 'account' AND subject = :account)
    OR (kind = 'address' AND subject = :address)
    OR (kind = 'pair' AND subject = :pair)
