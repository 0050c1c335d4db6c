-- An account closed; once closed it keeps its day.
UPDATE dashboard.account SET disabled_at = coalesce(disabled_at, now()) WHERE username = :username
