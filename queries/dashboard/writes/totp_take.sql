-- The step of a code that was right; nothing changes where that step or a later one was taken.
UPDATE dashboard.account SET totp_step = :step
WHERE
    username = :username
    AND totp_secret IS NOT NULL
    AND (totp_step IS NULL OR totp_step < :step)
