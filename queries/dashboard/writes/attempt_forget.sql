-- Tries that are forgotten: failures after a day, and after a month where an account is known; those that a clock
-- ahead dated into days to come at once, since nobody could wait for them.
DELETE FROM dashboard.attempt
WHERE
    (
        tried_at < now() - interval '1 day'
        AND (succeeded_at IS NULL OR succeeded_at < now() - interval '30 days')
    )
    OR tried_at > now() + interval '5 minutes'
