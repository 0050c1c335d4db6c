-- The step of a code that was right; nothing changes where that step or a later one was taken. One
-- that lies further ahead than codes are taken for was taken by a clock that was wrong.
UPDATE dashboard.account SET totp_step = :step
WHERE
    username = :username
    AND totp_secret IS NOT NULL
    AND (totp_step IS NULL OR totp_step < :step OR totp_step > :step + :steps_ahead)
