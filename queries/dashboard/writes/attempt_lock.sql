-- What was counted so far for three subjects, whose rows this transaction then holds.
INSERT INTO dashboard.attempt (kind, subject)
VALUES ('account', :account), ('address', :address), ('pair', :pair)
ON CONFLICT (kind, subject) DO UPDATE SET failures = attempt.failures
RETURNING
    kind, failures, extract(EPOCH FROM now() - tried_at) AS seconds_ago, succeeded_at IS NOT NULL AS is_known
